"""Without polars a data set is refused with the line that installs it, and nothing else breaks."""

from __future__ import annotations


def test_a_missing_polars_is_exit_8_with_its_line(script, tmp_path):
    (tmp_path / "t.csv").write_text("text,label\na,b\n")
    code = (
        "import sys; sys.modules['polars'] = None\n"
        "from envhub.errors import EnvhubError; from envhub_hub.tables import *\n"
        "try: open_table(sys.argv[1], TableSettings())\n"
        "except EnvhubError as error: print(error.exit_code, error.message, error.hint)\n"
    )
    out, _ = script(code, tmp_path / "t.csv").communicate()
    assert out == "8 data sets are read by polars pip install 'envhub[all]'\n"


def test_importing_the_room_loads_no_polars(script):
    code = "import sys, envhub_hub.tables, envhub_hub.runner; print('polars' in sys.modules)"
    assert script(code).communicate()[0] == "False\n"
