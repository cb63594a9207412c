"""Tools that a model may call: declared ones, built-in ones, and how a call is put into words."""

from __future__ import annotations
