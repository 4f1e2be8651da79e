"""`python -m pipeline` is `ricplan`."""

from pipeline.commands.cli import main

main()
