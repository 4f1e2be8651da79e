"""`python -m pipeline` is `ricplan`."""

from pipeline.cli import main

main()
