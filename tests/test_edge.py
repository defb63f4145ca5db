"""What goes wrong outside: pipes, signals, disks, directories, and names that try to be more than names."""

import csv
import io
import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from command import ROOT, environment, started, telquote, telquote_process

HEAD = "format: 1\nvendor: acme\nname: Acme\ncurrency: CNY\nplans:\n"
PLAN = "  - id: {id}\n    name: {name}\n    charges: [{{id: inbound, for: inbound, per_minute: {rate}}}]\n"
COMPARE = ("compare", "--minutes", "3000")


def write_plans(folder: Path, *plans: str, head: str = HEAD) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "acme.yaml").write_text(head + "".join(plans), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "output_format", ["table", *(pytest.param(one, marks=pytest.mark.slow) for one in ("json", "csv", "markdown"))]
)
def test_a_closed_pipe_ends_quietly(output_format: str) -> None:
    command = (
        f"{sys.executable} -m telquote compare --minutes 3000 --format {output_format} | true; echo ${{PIPESTATUS[0]}}"
    )
    ended = subprocess.run(
        ["bash", "-c", command], capture_output=True, cwd=ROOT, env=environment(), check=False, text=True
    )
    assert (ended.stdout.strip(), ended.stderr) == ("141", "")


def test_an_interrupt_ends_with_its_status() -> None:
    with started(WAITING) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"waiting\n"
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=20)
        assert (process.returncode, out, errors) == (130, b"", b"")


WAITING = """
import sys, time
import telquote.plans.catalogue as catalogue

def wait(*_):
    print("waiting", flush=True)
    time.sleep(20)

catalogue.load_plans = wait
sys.argv = ["telquote", "list"]
from telquote.cli import main
main()
"""


def test_what_should_not_happen_is_said_in_one_line() -> None:
    code = WAITING.replace('print("waiting", flush=True)', 'raise RuntimeError("odd")')
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment(), check=False, text=True)
    assert ended.returncode == 2
    assert ended.stderr == "error: telquote failed in a way it should not (RuntimeError: odd); please report it\n"


def test_a_full_disk_on_stdout_and_on_a_file() -> None:
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "telquote", *COMPARE],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert ended.returncode == 2
    assert b"no space is left" in ended.stderr
    device = telquote_process(*COMPARE, "-o", "/dev/full")
    assert device.status == 2
    assert "no space is left" in device.stderr
    assert Path("/dev/full").is_char_device()


def limit_file_size() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "quote.json"
    target.write_text("before")
    target.chmod(0o640)
    run = [sys.executable, "-B", "-m", "telquote", *COMPARE, "--format", "json", "-o", str(target)]
    ended = subprocess.run(
        run, capture_output=True, env=environment(), check=False, text=True, preexec_fn=limit_file_size
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "cannot be written: the file would be too large" in ended.stderr
    assert (target.read_text(), os.listdir(tmp_path)) == ("before", ["quote.json"])
    assert telquote(*COMPARE, "--format", "json", "-o", str(target)).status == 0
    assert json.loads(target.read_text(encoding="utf-8"))["months"] == 36
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("target", ["missing/quote.json", "."])
def test_a_place_that_cannot_be_written(tmp_path: Path, target: str) -> None:
    ended = telquote(*COMPARE, "-o", str(tmp_path / target))
    assert (ended.status, ended.stdout) == (2, "")
    assert "cannot be written" in ended.stderr
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--minutes", "-5"], "below 0"),
        (["--minutes", "many"], "not a number such as 3000"),
        (["--minutes", "1e3"], "not a number such as 3000"),
        (["--minutes", "nan"], "not a number such as 3000"),
        (["--minutes", "1000000000000"], "at most 12 digits"),
        (["--minutes", "1,000,000,001"], "more than 1,000,000,000 a month"),
        (["--minutes", "5", "--months", "0"], "--months"),
        (["--minutes", "5", "--months", "2.5"], "--months"),
        (["--minutes", "5", "--months", "99999"], "--months"),
        (["--minutes", "5", "--call-length", "0"], "a call lasts more than 0 and at most 86,400 seconds"),
        (["--minutes", "5", "--by", "price"], "--by"),
        (["--minutes", "5", "--format", "xml"], "--format"),
        (["--minutes", "5", "--max-total", "cheap"], "not a number such as 3000"),
        (["--minutes", "5", "--minuets", "5"], "--minuets"),
    ],
)
def test_wrong_options(arguments: list[str], said: str) -> None:
    ended = telquote("compare", *arguments)
    assert (ended.status, ended.stdout) == (2, "")
    assert said in " ".join(ended.stderr.replace("│", " ").split())


def test_numbers_can_be_typed_with_thousands_marks() -> None:
    as_json = ("--format", "json")
    assert telquote("compare", "--minutes", "3,000", *as_json).stdout == telquote(*COMPARE, *as_json).stdout


def test_directories_are_looked_up_in_their_order(tmp_path: Path) -> None:
    own = write_plans(tmp_path / "plans", PLAN.format(id="own", name="Own", rate="0.1"))
    other = write_plans(tmp_path / "other", PLAN.format(id="other", name="Other", rate="0.1"))
    empty = tmp_path / "elsewhere"
    empty.mkdir()
    shipped = telquote("list", cwd=empty).stdout
    assert "telquote's own plans" in shipped
    assert "union400/3000" in shipped
    assert "acme/own" in telquote("list", cwd=tmp_path).stdout
    assert "acme/other" in telquote("list", cwd=tmp_path, TELQUOTE_PLANS=str(other)).stdout
    assert "acme/own" in telquote("list", "--plans", str(own), cwd=tmp_path, TELQUOTE_PLANS=str(other)).stdout
    (own / "acme.yaml").write_text("something: else\n")
    assert telquote("list", cwd=tmp_path).status == 2


def test_currencies_are_not_mixed(tmp_path: Path) -> None:
    folder = write_plans(tmp_path / "plans", PLAN.format(id="a", name="A", rate="0.1"))
    (folder / "usd.yaml").write_text(
        HEAD.replace("acme", "bell").replace("CNY", "USD") + PLAN.format(id="b", name="B", rate="0.1")
    )
    mixed = telquote(*COMPARE, "--plans", str(folder))
    assert (mixed.status, mixed.stdout) == (2, "")
    assert "different currencies (acme: CNY, bell: USD)" in mixed.stderr
    assert "--plan" in mixed.stderr
    assert telquote(*COMPARE, "bell", "--plans", str(folder)).status == 0
    for over in ("minutes", "acme/a:inbound"):
        against = telquote("breakeven", "acme", "bell", "--minutes", "5", "--over", over, "--plans", str(folder))
        assert (against.status, against.stdout) == (2, "")
        assert "different currencies" in against.stderr
    assert telquote("list", "--plans", str(folder)).status == 0


NAMES = ["[red]bold[/red]", "=1+1", ":smile:", "a|b", "<b>x</b>", "{0}", "%s", "@cmd"]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_only_names(tmp_path: Path, name: str) -> None:
    head = HEAD.replace("name: Acme", f"name: {json.dumps(name)}")
    folder = write_plans(tmp_path / "plans", PLAN.format(id="p", name=json.dumps(name), rate="0.1"), head=head)

    def answer(output_format: str) -> str:
        return telquote(*COMPARE, "--plans", str(folder), "--format", output_format).stdout

    assert name in answer("table")
    (row,) = csv.DictReader(io.StringIO(answer("csv").lstrip("\ufeff")))
    assert row["name"] == (name if name[0].isalnum() else f"'{name}")
    assert json.loads(answer("json"))["plans"][0]["name"] == name
    header, _, line, *_ = answer("markdown").partition("| \\#")[2].splitlines()
    assert line.replace("\\|", "").count("|") == header.count("|") + 1


def test_csv_opens_in_a_spreadsheet() -> None:
    raw = subprocess.run(
        [sys.executable, "-m", "telquote", *COMPARE, "--format", "csv"],
        capture_output=True,
        cwd=ROOT,
        env=environment(),
        check=True,
    ).stdout
    assert raw.startswith(b"\xef\xbb\xbfrank,plan,")
    assert raw.count(b"\r\n") == raw.count(b"\n")


def test_the_order_of_files_and_plans_changes_nothing(tmp_path: Path) -> None:
    plans = [PLAN.format(id=name, name=name, rate=rate) for name, rate in (("b", "0.1"), ("a", "0.1"), ("c", "0.05"))]
    first = write_plans(tmp_path / "first", *plans)
    second = write_plans(tmp_path / "second", *reversed(plans))
    answers = [
        json.loads(telquote(*COMPARE, "--format", "json", "--plans", str(one)).stdout) for one in (first, second)
    ]
    assert [plan["plan"] for plan in answers[0]["plans"]] == ["acme/c", "acme/a", "acme/b"]
    assert [plan["rank"] for plan in answers[0]["plans"]] == [1, 2, 2]
    for answer in answers:
        answer.pop("plans_from")
    assert answers[0] == answers[1]


def test_a_usage_file_and_what_options_put_in_its_place(tmp_path: Path) -> None:
    usage = tmp_path / "usage.yaml"
    usage.write_text("minutes: 3000\ncallback_minutes: 500\n")
    as_json = ("--format", "json")
    of_file = telquote("compare", "--usage", str(usage), *as_json).stdout
    assert of_file == telquote(*COMPARE, "--callback-minutes", "500", *as_json).stdout
    in_its_place = telquote("compare", "--usage", str(usage), "--callback-minutes", "0", *as_json).stdout
    assert in_its_place == telquote(*COMPARE, *as_json).stdout
    usage.write_text("minuts: 3000\ncallback_minutes: -1\n")
    ended = telquote("compare", "--usage", str(usage))
    assert ended.status == 2
    assert "did you mean minutes?" in ended.stderr
    assert "-1 is below zero" in ended.stderr


def test_an_unknown_figure_keeps_a_plan_out_until_it_is_given(tmp_path: Path) -> None:
    folder = write_plans(
        tmp_path / "plans", PLAN.format(id="a", name="A", rate="unknown"), PLAN.format(id="b", name="B", rate="1")
    )
    answer = json.loads(telquote(*COMPARE, "--plans", str(folder), "--format", "json").stdout)
    assert [plan["plan"] for plan in answer["plans"]] == ["acme/b"]
    assert "unknown; give it with --assume" in answer["not_offered"][0]["reason"]
    given = telquote(*COMPARE, "--plans", str(folder), "--assume", "acme/a:inbound=0.5", "--format", "json", "--strict")
    assert given.status == 1
    assert [plan["assumptions"] for plan in json.loads(given.stdout)["plans"]] == [["acme/a:inbound"], []]


def test_sources_that_disagree_are_shown(tmp_path: Path) -> None:
    rate = "{value: 0.12, source: page, also: [{value: 0.13, source: shop}]}"
    head = HEAD.replace("plans:", "sources: {page: {title: Page}, shop: {title: Shop}}\nplans:")
    folder = write_plans(tmp_path / "plans", PLAN.format(id="a", name="A", rate=rate), head=head)
    said = telquote(*COMPARE, "--plans", str(folder), "--long").stdout
    assert "sources disagree on acme/a:inbound: 0.12 was taken" in said
    assert "but shop gives 0.13" in telquote("show", "--plans", str(folder)).stdout


def test_minutes_and_calls_give_the_call_length() -> None:
    both = telquote(*COMPARE, "--calls", "1000", "--assume", "*:inbound.increment=60/60", "--format", "json")
    length = telquote(*COMPARE, "--call-length", "180", "--assume", "*:inbound.increment=60/60", "--format", "json")
    assert json.loads(both.stdout)["plans"] == json.loads(length.stdout)["plans"]
    assumed = telquote("compare", "--calls", "1000", "--format", "json")
    assert "usage:call_length" in json.loads(assumed.stdout)["plans"][0]["assumptions"]


def test_side_events_that_no_plan_prices_are_marked() -> None:
    answer = json.loads(telquote(*COMPARE, "--voicemails", "9", "--format", "json").stdout)
    marked = {plan["vendor"] for plan in answer["plans"] if "usage:voicemail" in plan["assumptions"]}
    assert marked == {"union400", "yunqia"}


def test_help_and_version() -> None:
    assert telquote("--version").stdout.startswith("telquote ")
    assert "--expect-cheapest" in telquote("compare", "-h", TERM="dumb").stdout


def test_completion_knows_plans() -> None:
    ended = telquote_process(
        _TELQUOTE_COMPLETE="complete_bash", COMP_WORDS="telquote compare union400/1", COMP_CWORD="2"
    )
    assert ended.stdout.split() == ["union400/10000", "union400/1800"]


def test_a_table_of_lengths_and_a_length_in_its_place(tmp_path: Path) -> None:
    folder = write_plans(tmp_path / "plans", PLAN.format(id="a", name="A", rate="0.1"))
    (tmp_path / "usage.yaml").write_text("call_lengths: [{seconds: 60, calls: 100}, {seconds: 240, calls: 50}]\n")
    ask = ("compare", "--plans", str(folder), "--usage", str(tmp_path / "usage.yaml"), "--months", "1")

    def total(*options: str) -> str:
        return str(json.loads(telquote(*ask, *options, "--format", "json").stdout)["plans"][0]["total"])

    assert (total(), total("--call-length", "120"), total("--call-length", "60")) == ("30", "30", "15")
    assert (total("--calls", "0"), total("--calls", "2"), total("--minutes", "10")) == ("0", "0.4", "1")


def test_who_is_not_offered_at_the_end_of_a_break_even_is_said(tmp_path: Path) -> None:
    tiers = "tiers: {mode: graduated, steps: [{up_to: 10, per_minute: 0.1}, {per_minute: unknown}]}"
    steps = PLAN.format(id="steps", name="Steps", rate="0").replace("per_minute: 0", tiers)
    flat = "    fees: [{id: f, price: 0.5, every: month}]\n"
    folder = write_plans(tmp_path / "plans", steps, PLAN.format(id="flat", name="Flat", rate="0") + flat)
    ask = ("breakeven", "acme/steps", "acme/flat", "--plans", str(folder), "--months", "1", "--to", "20")
    said = " ".join(telquote(*ask).stdout.split())
    assert "6-20 Acme flat 0.60-- 0.50" in said
    assert (
        "cannot serve all of it: Acme steps (the price list leaves inbound.tiers.2.per_minute unknown; give it with"
        in said
    )
    (missing,) = json.loads(telquote(*ask, "--format", "json").stdout)["not_offered"]
    assert (missing["plan"], missing["at"]) == ("acme/steps", 20)
