"""Run the command line: ``python -m telquote``."""

from telquote.cli import main

main()
