"""Loading and validating 1,000 vendor files of 10 plans against composing the same text with PyYAML's C loader."""

import tempfile
from pathlib import Path

import yaml
from paired import ratio, report

from telquote.plans.loading import load_files

PLAN = """
  - id: "{id}"
    name: {{zh: 普通靓号, en: Standard number {id}}}
    features: [toll-free-number, web-callback]
    charges:
      - id: inbound
        for: inbound
        per_minute: {{value: 0.10, source: page, note: As the page says}}
        increment: {{assumed: exact, because: Not stated, or: [60/60]}}
      - {{id: callback, for: callback, per_minute: 0.10, legs: 2}}
    balances:
      - {{id: package, price: 3000, credit: 3000, valid: 36 months, buy: always}}
"""
HEAD = """
format: 1
vendor: vendor{number}
name: {{zh: 供应商, en: Vendor {number}}}
currency: CNY
sources: {{page: {{title: Price page}}}}
plans:"""


def main() -> None:
    """Print the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number in range(1000):
            file = Path(folder) / f"{number}.yaml"
            plans = "".join(PLAN.format(id=plan) for plan in range(10))
            file.write_text((HEAD.format(number=number) + plans).lstrip(), encoding="utf-8")
            files.append(file)
        loaded = load_files(files)
        assert (len(loaded.vendors), loaded.diagnostics) == (1000, [])

        def compose() -> None:
            for file in files:
                yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)

        a, b, times = ratio(lambda: load_files(files), compose, runs=5)
        report("loading 1,000 files", times, 4.0, f"{a:.2f} s against {b:.2f} s")


if __name__ == "__main__":
    main()
