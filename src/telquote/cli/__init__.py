"""How telquote is asked: one thin module a command. The one place that knows Typer."""

import gc
import os
import sys


def main() -> None:
    """Run the command line and exit with its status; no exception leaves this function as a traceback."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # the search reads what every package installs
    gc.set_threshold(100_000)  # a process that answers one question and ends leaves next to nothing to collect
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # the caller closed it
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - for the whole run
    try:
        from telquote.cli.app import run

        status = run(sys.argv[1:])
        gc.freeze()  # what the answer was made of goes with the process: no cycles need be looked for on the way out
        sys.exit(status)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - before a command has begun there is no other boundary
        sys.stderr.write(f"error: telquote could not start ({type(error).__name__}: {error})\n")
        sys.exit(2)
