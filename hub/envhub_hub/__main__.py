"""`python -m envhub_hub` is `envhub`."""

from __future__ import annotations

from .cli import main

main()
