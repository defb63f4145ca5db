"""How telquote is asked: one thin module a command. The one place that knows Typer."""

import os
import signal
import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit with its status; no exception leaves this function as a traceback."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))  # first of all: imports take time
    import gc

    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # the search reads what every package installs
    gc.set_threshold(100_000)  # a process that answers one question and ends leaves next to nothing to collect
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for the whole run
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_DFL:  # so that what is half written is taken away
            signal.signal(number, lambda number, _: sys.exit(128 + number))
    try:
        from telquote.cli.app import run

        signal.signal(signal.SIGINT, signal.default_int_handler)
        status = run(sys.argv[1:])
        gc.freeze()  # what the answer was made of goes with the process: no cycles need be looked for on the way out
        sys.exit(status)
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - before a command has begun there is no other boundary
        sys.stderr.write(f"error: telquote could not start ({type(error).__name__}: {error})\n")
        sys.exit(2)
