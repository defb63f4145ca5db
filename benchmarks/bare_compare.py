"""Baseline of the start-up benchmark: Typer, Rich and PyYAML alone, the same three files, a table of the same size."""

from pathlib import Path
from typing import Annotated

import typer
import yaml
from rich.console import Console
from rich.table import Table

PLANS = Path(__file__).parents[1] / "plans"
COLUMNS = 14
app = typer.Typer()


@app.command()
def compare(minutes: Annotated[int, typer.Option(help="Inbound minutes.")]) -> None:
    """Read the plan files and print as many cells as the comparison prints."""
    vendors = [yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader) for file in sorted(PLANS.glob("*.yaml"))]
    table = Table(box=None)
    for number in range(COLUMNS):
        table.add_column(f"column {number}", justify="right")
    for vendor in vendors:
        for plan in vendor["plans"]:
            name = plan["name"]["en"]
            table.add_row(plan["id"], name, *(f"{minutes * number:,}" for number in range(COLUMNS - 2)))
    Console(width=300).print(table)


if __name__ == "__main__":
    app()
