"""Every exporter of the table, on ordinary and on hostile runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.runs import HOSTILE, MATH, REASONING, Part, Setup, make_run, many

from envhub.errors import EnvhubError
from envhub.run import Run
from envhub_hub.export import CARDS, EXPORTERS, CardSettings, write_card

BEGINNINGS = {"csv": b"\xef\xbb\xbftitle,", "json": b"{", "pdf": b"%PDF-", "png": b"\x89PNG"}
every_format = pytest.mark.parametrize("kind", sorted(EXPORTERS))
ROOT = Path(__file__).parents[3]


@every_format
def test_it_writes_its_format_and_leaves_nothing_else(tmp_path: Path, kind: str) -> None:
    run = make_run(tmp_path)
    folder = tmp_path / "out"
    folder.mkdir()
    EXPORTERS[kind](run, folder / f"r.{kind}")
    assert (folder / f"r.{kind}").read_bytes().startswith(BEGINNINGS[kind])
    assert [path.name for path in folder.iterdir()] == [f"r.{kind}"]


@every_format
@pytest.mark.parametrize(
    "parts",
    [(), (Part("a", ()),), (Part("a", (None, None)),), (Part("a", (1,)),), many(12), many(30)],
    ids=["no capability", "no row", "all invalid", "one sample", "twelve", "thirty"],
)
def test_any_run_can_be_exported(tmp_path: Path, kind: str, parts: tuple[Part, ...]) -> None:
    run = make_run(tmp_path, parts, Setup(status=None))
    EXPORTERS[kind](run, tmp_path / "out")
    assert (tmp_path / "out").stat().st_size > 0


@every_format
def test_hostile_texts_do_no_harm(tmp_path: Path, kind: str) -> None:
    parts = (Part("a", (1, None), HOSTILE, method=HOSTILE, definition=HOSTILE * 50), REASONING)
    setup = Setup(title=HOSTILE, model=HOSTILE, text=HOSTILE + "\x00", context=HOSTILE)
    EXPORTERS[kind](make_run(tmp_path, parts, setup), tmp_path / "out")
    assert (tmp_path / "out").stat().st_size > 0


@every_format
def test_a_missing_folder_is_said_with_a_hint(tmp_path: Path, kind: str) -> None:
    with pytest.raises(EnvhubError, match="could not write") as raised:
        EXPORTERS[kind](make_run(tmp_path), tmp_path / "no" / f"r.{kind}")
    assert "mkdir -p" in (raised.value.hint or "")


@every_format
def test_what_stood_there_survives_a_failure(tmp_path: Path, kind: str) -> None:
    run = make_run(tmp_path)
    target = tmp_path / "out"
    target.mkdir()
    (target / "kept").touch()
    with pytest.raises(EnvhubError, match="could not write"):
        EXPORTERS[kind](run, target)
    assert (target / "kept").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "run-1"]


@every_format
def test_a_full_disk_is_an_error_of_ours(tmp_path: Path, kind: str) -> None:
    run = make_run(tmp_path)
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from envhub.errors import EnvhubError; from envhub.run import open_run\n"
        "from envhub_hub.export import EXPORTERS\n"
        f"run = open_run({str(run.folder)!r})\n"
        f"EXPORTERS[{kind!r}](run, Path({str(tmp_path / 'warm')!r}))\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))\n"
        f"try: EXPORTERS[{kind!r}](run, Path({str(tmp_path / 'full')!r}))\n"
        "except EnvhubError as error: sys.exit(0 if 'could not write' in error.message else 3)\n"
        "sys.exit(4)\n"
    )
    done = python(code)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "full").exists()


def test_importing_the_room_loads_no_heavy_library() -> None:
    code = (
        "import sys, envhub_hub.export, envhub_hub.report\n"
        "heavy = {'matplotlib', 'weasyprint', 'numpy', 'torch', 'polars'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = python(code)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("missing", ["matplotlib", "weasyprint"])
def test_what_is_missing_is_named_with_the_line_that_installs_it(
    tmp_path: Path, missing: str
) -> None:
    error, written = without(tmp_path, missing, "raise ImportError('no')")
    assert error == "8 pip install 'envhub[report]'"
    assert written == (["csv", "json"] if missing == "matplotlib" else ["csv", "json", "png"])


def test_a_missing_pango_is_no_missing_weasyprint(tmp_path: Path) -> None:
    error, written = without(tmp_path, "weasyprint", "raise OSError('no libpango-1.0-0')")
    assert "pango" in error
    assert "pip install" not in error
    assert written == ["csv", "json", "png"]


def without(tmp_path: Path, module: str, body: str) -> tuple[str, list[str]]:
    """Export in a process where a library can't be imported: the error, and what was written."""
    run = make_run(tmp_path)
    fake = tmp_path / "fake" / module
    fake.mkdir(parents=True)
    (fake / "__init__.py").write_text(body)
    code = (
        "from pathlib import Path; from envhub.errors import MissingRequirement\n"
        "from envhub.run import open_run; from envhub_hub.export import EXPORTERS, card_html\n"
        f"run, out = open_run({str(run.folder)!r}), Path({str(tmp_path)!r})\n"
        "assert '<table' in card_html(run)\n"
        "last = None\n"
        "for kind in EXPORTERS:\n"
        "    try: EXPORTERS[kind](run, out / f'r.{kind}')\n"
        "    except MissingRequirement as error: last = error\n"
        "print(last.exit_code, last.hint)\n"
    )
    done = python(code, tmp_path / "fake")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip(), sorted(path.suffix[1:] for path in tmp_path.glob("r.*"))


def python(code: str, *first: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(str(one) for one in (*first, ROOT / "sdk", ROOT / "hub"))
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": path}, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("ending", sorted(CARDS))
@pytest.mark.parametrize("chart", ["bar", "line", "pie", "radial"])
def test_a_card_can_be_written_with_any_chart(tmp_path: Path, ending: str, chart: str) -> None:
    settings = CardSettings(chart=chart, theme="dark")
    write_card([make_run(tmp_path)], tmp_path / f"card{ending}", settings)
    assert (tmp_path / f"card{ending}").stat().st_size > 1_000


@pytest.mark.parametrize("ending", sorted(CARDS))
def test_several_runs_make_a_line(tmp_path: Path, ending: str) -> None:
    runs: list[Run] = [
        make_run(tmp_path, (REASONING, MATH), Setup(step=i), run_id=f"r{i}") for i in range(6)
    ]
    write_card(runs, tmp_path / f"card{ending}")
    assert (tmp_path / f"card{ending}").stat().st_size > 1_000


def test_an_ending_without_a_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvhubError, match=r"endings: \.pdf, \.png, \.svg"):
        write_card([make_run(tmp_path)], tmp_path / "card.gif")
