"""A generated campaign, and a hub served from it as a process over TLS on this machine alone."""

import os
import pathlib
import socket
import subprocess
import tempfile

ROSTER = (
    "group,member,role,unit,home,recusals\n"
    "G01,M01,leader,generated office,甲省,\nG01,M02,member,generated office,乙省,\n"
    "G01,M05,member,generated office,乙省,\nG01,M06,expert,generated office,戊省,\n"
    "G02,M03,leader,generated office,丙省,\nG02,M04,member,generated office,丁省,\n"
)
CAMPAIGN = (
    'title = "A generated campaign"\nfrom = "2017-06-05"\nto = "2017-06-30"\n'
    'packs = ["s0"]\nroster = "roster.csv"\n'
)


def binary() -> str:
    """The command line, as the tests' build made it."""
    named = os.environ.get("CROSSCHECK_BIN")
    if named:
        return named
    root = pathlib.Path(__file__).resolve().parents[3]
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", root / "target"))
    return str(target / "debug" / "crosscheck")


class Hub:
    """A campaign's folder and the process that serves it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="crosscheck-python-")
        self.folder = pathlib.Path(self._folder.name)
        for name, text in [("roster.csv", ROSTER), ("CAMPAIGN.toml", CAMPAIGN), ("pass", "a passphrase of the test")]:
            (self.folder / name).write_text(text, encoding="utf-8")
        self.run("init", "CAMPAIGN.toml", "--dir", "camp", "--passphrase-file", "pass")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [binary(), "--lang", "en", "serve", "--dir", "camp", "--listen", f"127.0.0.1:{port}"]
        self.process = subprocess.Popen(
            command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        said = self.process.stdout.readline()
        if str(port) not in said:
            raise AssertionError(f"the hub says {said!r}")

    def run(self, *arguments: str) -> str:
        """What a command says."""
        done = subprocess.run(
            [binary(), "--lang", "en", *arguments], cwd=self.folder, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise AssertionError(f"{arguments}: {done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def invite(self, role: str, *more: str) -> str:
        """An invitation's link."""
        said = self.run("invite", "--dir", "camp", "--group", "G01", "--role", role, *more)
        return next(line for line in said.splitlines() if line.startswith("crosscheck://"))

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self._folder.cleanup()
