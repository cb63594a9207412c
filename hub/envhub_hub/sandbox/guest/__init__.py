"""What runs inside the sandbox: the standard library only, and nothing of the rest of envhub.

These files travel as text to an interpreter that can't see the package.
"""
