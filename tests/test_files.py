"""Which files are read, what is never written over, and what a script sees where streams and files fail."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command import environment, telquote

PLAN = "format: 1\nvendor: {0}\nname: {0}\ncurrency: CNY\nplans:\n"
PLAN += "  - {{id: a, name: A, charges: [{{id: in, for: inbound, per_minute: 0.10}}]}}\n"
ASK = ("compare", "--minutes", "3000")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "acme.yaml").write_text(PLAN.format("acme"))
    return tmp_path / "plans"


def vendors(folder: Path, *arguments: str, **variables: str) -> set[str]:
    ended = telquote("list", "--format", "json", *arguments, cwd=folder, **variables)
    assert ended.status == 0, ended.stderr
    return {plan["vendor"] for plan in json.loads(ended.stdout)["plans"]}


WAYS = {
    "no format": PLAN.format("acme").removeprefix("format: 1\n").encode(),
    "a space before the colon": PLAN.format("acme").replace("format:", "format :").encode(),
    "a quoted key": PLAN.format("acme").replace("format:", '"format":').encode(),
    "a byte-order mark": b"\xef\xbb\xbf" + PLAN.format("acme").encode(),
    "UTF-16": PLAN.format("acme").encode("utf-16"),
    "a long comment first": b"# " + b"x" * 70_000 + b"\n" + PLAN.format("acme").encode(),
    "another format": PLAN.format("acme").replace("format: 1", "format: 2").encode(),
    "nothing": b"",
}


@pytest.mark.parametrize("way", WAYS)
def test_plans_at_hand_are_used_or_the_command_ends(tmp_path: Path, way: str) -> None:
    """Never telquote's own plans in their place: they would answer about other vendors."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "acme.yaml").write_bytes(WAYS[way])
    ended = telquote(*ASK, cwd=tmp_path)
    assert "Baidu" not in ended.stdout
    if ended.status == 0:
        assert vendors(tmp_path) == {"acme"}
    else:
        assert ended.status == 2
        assert "plans/acme.yaml" in ended.stderr


def test_where_the_plans_come_from_is_said_where_it_could_surprise(plans: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "bell.yaml").write_text(PLAN.format("bell"))
    both = telquote(*ASK, cwd=tmp_path, TELQUOTE_PLANS="other")
    assert both.stderr == "note: TELQUOTE_PLANS names other, so ./plans is not read\n"
    assert telquote(*ASK, cwd=tmp_path, TELQUOTE_PLANS="").stderr == ""
    assert vendors(tmp_path, TELQUOTE_PLANS="other") == {"bell"}
    (plans / "acme.yaml").rename(plans / "acme.yaml.txt")
    empty = telquote(*ASK, cwd=tmp_path)
    assert "note: ./plans holds no plan file (*.yaml); telquote's own plans are used\n" in empty.stderr
    named = telquote(*ASK, cwd=tmp_path, TELQUOTE_PLANS="nowhere")
    assert (named.status, named.stdout) == (2, "")
    assert named.stderr.startswith("error: TELQUOTE_PLANS=nowhere: no such file\n")


def test_a_folder_gives_all_its_plan_files_at_any_depth(plans: Path, tmp_path: Path) -> None:
    (plans / "B.YAML").write_text(PLAN.format("bell"))
    (plans / "cn" / "north").mkdir(parents=True)
    (plans / "cn" / "north" / "c.yml").write_text(PLAN.format("cable"))
    (plans / "gallery").mkdir()
    (plans / "gallery" / "d.yaml").write_text(PLAN.format("apart"))
    (plans / ".hidden").mkdir()
    (plans / ".hidden" / "e.yaml").write_text(PLAN.format("hidden"))
    (plans / "cn" / "around").symlink_to(plans)
    assert vendors(tmp_path) == {"acme", "bell", "cable"}
    assert vendors(tmp_path, "--plans", "plans/gallery") == {"apart"}


UNREADABLE: dict[str, Callable[[Path], None]] = {
    "a pipe": os.mkfifo,
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a folder": lambda path: path.mkdir(),
    "a link to itself": lambda path: path.symlink_to(path.name),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_bears_the_name_of_a_plan_file_and_is_none_is_an_error(plans: Path, tmp_path: Path, kind: str) -> None:
    UNREADABLE[kind](plans / "b.yaml")
    for command in (("check", "plans"), ("list",), ASK):
        ended = telquote(*command, cwd=tmp_path)
        assert ended.status == 2
        assert "plans/b.yaml: " in ended.stdout + ended.stderr


@pytest.mark.parametrize("name", ["b.yaml.txt", "b.json", "B.YML.TXT"])
def test_what_may_be_meant_as_a_plan_file_is_named(plans: Path, tmp_path: Path, name: str) -> None:
    (plans / name).write_text(PLAN.format("bell"))
    checked = telquote("check", "plans", cwd=tmp_path)
    assert checked.status == 0
    assert f"plans/{name}: warning[passed-over]: not read" in checked.stdout
    assert f"note: plans/{name}: not read" in telquote(*ASK, cwd=tmp_path).stderr


def test_a_usage_file_among_plans_is_told_apart(plans: Path, tmp_path: Path) -> None:
    (plans / "use.yaml").write_text("minutes: 3000\n")
    ended = telquote("check", "plans", cwd=tmp_path)
    assert ended.status == 1
    assert "plans/use.yaml:1:1: error[usage-file]: this looks like a usage file" in ended.stdout


ENCODINGS = {
    "utf-16": ("UTF-16", "1:1"),
    "utf-16-le": ("UTF-16", "1:1"),
    "utf-32": ("UTF-32", "1:1"),
    "gb18030": ("GB18030 (GBK) / Big5", "3:7"),
    "big5": ("GB18030 (GBK) / Big5", "3:7"),
    "latin-1": ("Windows-1252 (Latin-1)", "3:10"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_another_encoding_is_named_with_its_place(tmp_path: Path, encoding: str) -> None:
    looks, place = ENCODINGS[encoding]
    name = "Acmé, société" if encoding == "latin-1" else "頂點電話" if encoding == "big5" else "顶点通信，电话公司"
    text = PLAN.format("acme").replace("name: acme", f"name: {name}")
    (tmp_path / "a.yaml").write_bytes(text.encode(encoding))
    said = telquote("check", "a.yaml", cwd=tmp_path).stdout
    assert said.startswith(
        f"a.yaml:{place}: error[not-utf8]: not UTF-8 text but, it seems, {looks}; save it as UTF-8\n"
    )


INPUTS = [
    ("compare --usage use.txt --plans plans -o use.txt", "use.txt"),
    ("compare --usage use.txt --plans plans -o link.txt", "use.txt"),
    ("compare --minutes 3000 --plans plans -o plans/acme.yaml", "plans/acme.yaml"),
    ("compare --minutes 3000 --plans plans --currency CNY --fx fx.txt -o fx.txt", "fx.txt"),
    ("check plans/acme.yaml -o plans/acme.yaml", "plans/acme.yaml"),
    ("compare --minutes 3000 -o plans/out.yaml", "plans/acme.yaml"),
    ("new vendor bell -o plans/acme.yaml", "plans/acme.yaml"),
]


@pytest.mark.parametrize(("line", "kept"), INPUTS)
def test_what_was_read_is_never_written_over(plans: Path, tmp_path: Path, line: str, kept: str) -> None:
    del plans
    (tmp_path / "use.txt").write_text("minutes: 3000\n")
    (tmp_path / "fx.txt").write_text("USD: 7.10\n")
    (tmp_path / "link.txt").symlink_to("use.txt")
    before = (tmp_path / kept).read_bytes(), sorted(path.name for path in tmp_path.rglob("*"))
    ended = telquote(*shlex.split(line), cwd=tmp_path)
    assert (ended.status, ended.stdout) == (2, "")
    assert ((tmp_path / kept).read_bytes(), sorted(path.name for path in tmp_path.rglob("*"))) == before


def test_of_two_new_files_at_once_one_is_made(tmp_path: Path) -> None:
    run = [sys.executable, "-m", "telquote", "new", "vendor"]
    for turn in range(3):
        made = [
            subprocess.Popen(
                [*run, name, "-o", f"f{turn}.yaml"], cwd=tmp_path, env=environment(), stderr=subprocess.PIPE
            )
            for name in ("first", "second")
        ]
        ends = []
        for one in made:
            one.communicate(timeout=60)
            ends.append(one.returncode)
        assert sorted(ends) == [0, 2]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f0.yaml", "f1.yaml", "f2.yaml"]


def test_a_name_as_long_as_a_name_can_be_is_written(tmp_path: Path) -> None:
    target = "y" * 255
    assert telquote(*ASK, "-o", target, cwd=tmp_path).status == 0
    assert [path.name for path in tmp_path.iterdir()] == [target]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_during_the_write_leaves_nothing_behind(tmp_path: Path, number: signal.Signals) -> None:
    code = "import os, time; os.fsync = lambda _: (print('writing', flush=True), time.sleep(30)); "
    code += "import sys; sys.argv = ['telquote', 'compare', '--minutes', '3000', '-o', 'q.txt']; "
    code += "from telquote.cli import main; main()"
    code = f"import signal; signal.signal({int(number)}, signal.SIG_DFL); {code}"  # a shell may have it ignored
    running = subprocess.Popen([sys.executable, "-c", code], cwd=tmp_path, env=environment(), stdout=subprocess.PIPE)
    assert running.stdout is not None
    assert running.stdout.readline() == b"writing\n"
    time.sleep(0.1)
    running.send_signal(number)
    running.communicate(timeout=60)
    assert running.returncode == 128 + number
    assert list(tmp_path.iterdir()) == []


SHELL = [
    ("telquote compare --minutes 3000 --plans nowhere 2>/dev/full", "2"),
    ("telquote compare --minutes x 2>/dev/full", "2"),
    ("telquote nothing 2>/dev/full", "2"),
    ("telquote compare --minutes 3000 >&-", "2"),
    ("telquote compare --minutes 3000 >/dev/full", "2"),
    ("telquote -h >/dev/full", "2"),
    ("telquote --version >/dev/full", "2"),
    ("telquote compare --minutes 3000 --max-total 1 2>&- >/dev/null", "1"),
    ("telquote compare -h | true", "141"),
    ("telquote --version | true", "141"),
    ("telquote | true", "141"),
    ("printf 'minutes: 3000' | telquote compare --usage - >/dev/null", "0"),
    ("telquote compare --usage <(printf 'minutes: 3000') >/dev/null", "0"),
    ("telquote check <(telquote new vendor) >/dev/null", "0"),
    ("cat /dev/zero | telquote compare --usage - 2>/dev/null", "2"),
    ("COLUMNS=0 telquote -h >/dev/null", "0"),
    ("TERMINAL_WIDTH=abc telquote -h >/dev/null", "0"),
    ("COLUMNS=100000000000000000000 telquote compare -h >/dev/null", "0"),
    ("HOME=/nonexistent telquote compare --minutes 3000 >/dev/null", "0"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("line", "status"), SHELL)
def test_the_status_is_right_whatever_becomes_of_the_streams(tmp_path: Path, line: str, status: str) -> None:
    script = f'telquote() {{ "{sys.executable}" -m telquote "$@"; }}\n{line}\n'
    script += 'ended=("${PIPESTATUS[@]}")\nfor one in "${ended[@]}"; do [ "$one" = 0 ] || break; done\nexit "$one"\n'
    ended = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment(), capture_output=True, timeout=60, check=False
    )
    if status == "141":
        assert ended.returncode in (0, 141)  # it may have been read before it was closed
    elif "/dev/zero" in line:
        assert b"Traceback" not in ended.stderr
        assert ended.returncode in (2, 141)
    else:
        assert str(ended.returncode) == status, ended.stderr
    assert b"Traceback" not in ended.stderr


GIVEN = [
    ("compare --minutes 3000 --expect-cheapest ''", "--expect-cheapest: empty"),
    ("compare --minutes 3000 --currency ''", "--currency: empty"),
    ("compare --minutes 3000 --plans ''", "--plans: empty"),
    ("compare --minutes 3000 --need ''", "--need: empty"),
    ("compare --minutes ''", "--minutes: empty"),
    ("compare '' --minutes 3000", "'': empty"),
    ("compare --minutes 3000 --minutes 4000", "--minutes: given twice"),
    ("compare --minutes 3000 -o a --output b", "--output: given twice"),
    ("compare --minutes 3.000", "--minutes 3.000: 3000 or 3?"),
    ("compare --minutes 12.500", "--minutes 12.500: 12500 or 12.500?"),
    ("compare --minutes 3000 --max-total 8.000", "--max-total 8.000: 8000 or 8?"),
    ("compare --minutes 3000 --start 20261115", "--start 20261115: no day such as 2026-11-22"),
    ("compare --minutes 3000 --start 2026-W01-1", "--start 2026-W01-1: no day such as 2026-11-22"),
    ("compare --minutes 3000 --as-of 20260101", "--as-of 20260101: no day such as 2026-11-22"),
    ("compare --minutes 3000 --months 1_2", "--months 1_2: a whole number from 1 to 1,200"),
    ("check --older-than 2030-01-01", "--older-than: only beside --advice"),
    ("check --minutes 3000", "--minutes: only beside --advice"),
    ("check --months 36", "--months: only beside --advice"),
]


@pytest.mark.parametrize(("line", "said"), GIVEN)
def test_nothing_that_was_given_is_without_effect(line: str, said: str) -> None:
    ended = telquote(*shlex.split(line))
    assert (ended.status, ended.stdout) == (2, "")
    assert ended.stderr.splitlines()[0] == f"error: {said}"


@pytest.mark.parametrize(
    "line", ["compare --minutes 3000 --lang zh-CN", "compare --minutes 3000 --format JSON", "compare --minutes 0.125"]
)
def test_what_can_mean_one_thing_is_taken(line: str) -> None:
    assert telquote(*shlex.split(line)).status == 0


def test_a_point_before_three_digits_is_refused_in_usage_files_too(tmp_path: Path) -> None:
    (tmp_path / "use.txt").write_text("minutes: 3.000\n")
    ended = telquote("compare", "--usage", "use.txt", cwd=tmp_path)
    assert ended.status == 2
    assert "3.000: 3000 or 3?" in ended.stderr


def test_the_gallery_is_listed_where_the_folder_at_hand_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    code = f"import os; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r}); import sys; "
    code += "sys.argv = ['telquote', 'list', '--gallery']; from telquote.cli import main; main()"
    run = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, check=False, timeout=60)
    assert (run.returncode, run.stderr) == (0, b"")
