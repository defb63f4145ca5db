"""First contact: the first page, the help pages, the list of plans and of what can be asked of them."""

import json
import re
from pathlib import Path

import pytest
from command import ROOT, telquote, telquote_in_terminal

from telquote.cli.app import COMMANDS, application
from telquote.cli.help import COMPLETION, EXAMPLES
from telquote.language import cells, translated

LANGUAGES = ("en", "zh")
ENGLISH_FIRST = ["en", pytest.param("zh", marks=pytest.mark.slow)]
WIDTHS = (40, 60, 80, 100, 120)
CHINESE = re.compile("[\u4e00-\u9fff]")
PLAN = "  - {{id: p{n}, name: {{zh: 套餐{n}, en: Plan {n}}}, charges: [{{id: in, for: inbound, per_minute: {n}}}]}}\n"


def written(folder: Path, vendor: str, plans: int, currency: str = "CNY") -> None:
    text = f"format: 1\nvendor: {vendor}\nname: {vendor.title()}\ncurrency: {currency}\nplans:\n"
    folder.mkdir(exist_ok=True)
    (folder / f"{vendor}.yaml").write_text(text + "".join(PLAN.format(n=n) for n in range(1, plans + 1)), "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("language", ENGLISH_FIRST)
def test_telquote_alone_says_what_to_type(language: str) -> None:
    ended = telquote_in_terminal("--lang", language, width=80)
    lines = ended.plain.splitlines()
    assert (ended.status, ended.stderr) == (0, "")
    assert len(lines) <= 22
    for command in re.findall(r"^  (telquote .*?)(?:   |$)", ended.plain, flags=re.MULTILINE):
        assert telquote(*command.split()[1:]).status == 0
    assert "11" in ended.plain
    assert "2016" in ended.plain
    assert "2020" in ended.plain


def test_the_language_of_the_system_is_taken() -> None:
    assert telquote(LANG="zh_CN.UTF-8", LC_ALL="").stdout == telquote("--lang", "zh").stdout


def test_the_first_page_names_the_folder_and_its_first_vendor(tmp_path: Path) -> None:
    written(tmp_path / "plans", "acme", 1)
    said = telquote(cwd=tmp_path).stdout
    assert "Plans: 1 of 1 vendor in plans\n" in said
    assert "telquote simulate acme --minutes 3000" in said


def test_the_first_page_says_that_files_are_broken(tmp_path: Path) -> None:
    written(tmp_path / "plans", "acme", 1)
    (tmp_path / "plans" / "broken.yaml").write_text("format: 1\nvendor: [")
    ended = telquote(cwd=tmp_path)
    assert (ended.status, ended.stderr) == (0, "")
    assert "their files have errors: telquote check" in ended.stdout


def test_notes_are_in_the_language_of_the_answer_however_it_is_typed() -> None:
    for word in ("zh", "ZH", "zh-CN", "zh_cn"):
        ended = telquote("list", "--lang", word, TELQUOTE_PLANS="plans/gallery/cn")
        assert ended.stdout.startswith("plans/gallery/cn：")
        assert ended.stderr == "注：TELQUOTE_PLANS指定了plans/gallery/cn，故不读取./plans\n"


@pytest.mark.parametrize("name", [None, *COMMANDS])
def test_every_word_of_a_help_page_has_its_chinese(name: str | None) -> None:
    group = application(tuple(COMMANDS))
    command = group if name is None else group.commands[name]
    for param in command.params:
        words = [COMPLETION.get(param.opts[0], getattr(param, "help", None)), getattr(param, "rich_help_panel", None)]
        words += [param.metavar] if param.param_type_name == "argument" and param.metavar != "vendor|usage" else []
        for text in (text for text in words if text):
            assert CHINESE.search(translated(str(text), "zh")), text
    if name is not None:
        assert CHINESE.search(translated(str(command.help), "zh"))


@pytest.mark.parametrize("name", [None, *COMMANDS])
@pytest.mark.parametrize("language", ENGLISH_FIRST)
def test_a_help_page_fits_every_width_and_ends_well(name: str | None, language: str) -> None:
    for width in WIDTHS:
        ended = telquote_in_terminal(*([name] if name else []), "-h", "--lang", language, width=width)
        assert (ended.status, ended.stderr) == (0, "")
        for line in ended.plain.splitlines():
            piece = re.sub(r"^ +", "", line)
            assert cells(line) <= width or line.startswith(("telquote ", "  telquote ")) or " " not in piece, line
        assert not re.search(r"\b(TEXT|INTEGER|DECIMAL|default:)\b|[╭│╰]", ended.plain)


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=pytest.mark.slow if one == "breakeven" else ()) for one in COMMANDS]
)
def test_the_examples_of_a_help_page_answer(name: str, tmp_path: Path) -> None:
    for example in EXAMPLES[name]:
        arguments = example.replace("plans/acme.yaml", "acme.yaml").split()[1:]
        assert telquote(*arguments, cwd=tmp_path if name == "new" else ROOT).status == 0


@pytest.mark.parametrize("language", ENGLISH_FIRST)
def test_the_list_fits_one_screen_and_names_every_vendor(language: str) -> None:
    ended = telquote_in_terminal("list", "--lang", language, width=80)
    lines = ended.plain.splitlines()
    assert len(lines) <= 22
    assert max(map(cells, lines)) <= 80
    assert sum(bool(re.match(r"   [a-z0-9]+/", line)) for line in lines) == 11


def test_what_would_not_fit_a_screen_is_cut_to_three_of_each_vendor(tmp_path: Path) -> None:
    written(tmp_path / "plans", "acme", 30)
    written(tmp_path / "plans", "bell", 4)
    lines = telquote("list", cwd=tmp_path).stdout.splitlines()
    assert [line.split()[0] for line in lines if "/p" in line] == [
        *(f"acme/p{n}" for n in (1, 2, 3)),
        *(f"bell/p{n}" for n in (1, 2, 3, 4)),
    ]
    assert "   ...        27 more: telquote list acme" in lines
    assert len(telquote("list", "acme", cwd=tmp_path).stdout.splitlines()) > 30


def test_currencies_stand_at_vendors_where_they_differ(tmp_path: Path) -> None:
    written(tmp_path / "plans", "acme", 1, "USD")
    written(tmp_path / "plans", "bell", 1, "EUR")
    said = telquote("list", cwd=tmp_path).stdout
    assert "2 plans of 2 vendors in plans\n" in said
    assert "Acme, USD\n" in said
    assert "no plan requires anything or has a feature" in said


@pytest.mark.parametrize("language", ENGLISH_FIRST)
def test_what_the_list_says_of_need_and_refuse_can_be_typed(language: str) -> None:
    """Ids, and in Chinese the words behind them."""
    for option in ("--need", "--refuse"):
        line = next(one for one in telquote("list", "--lang", language).stdout.splitlines() if one.startswith(option))
        names = re.split("[,、] ?", line.removeprefix(option).strip())
        assert len(names) > 1
        for name in names:
            first, _, words = name.rstrip("）").partition("（")
            for typed in filter(None, (first, words)):
                assert telquote("list", option, typed).status == 0


def test_features_are_those_of_most_plans_first_in_every_format() -> None:
    document = json.loads(telquote("list", "--features", "--format", "json").stdout)
    taken = [one for one in document["takes"] if one["option"] == "--need"]
    assert [one["plans"] for one in taken] == sorted((one["plans"] for one in taken), reverse=True)
    assert [one["id"] for one in taken[:3]] == ["toll-free-number", "web-callback", "vanity-number"]
    said = telquote("list", "--features").stdout
    rows = telquote("list", "--features", "--format", "csv").stdout.splitlines()
    markdown = telquote("list", "--features", "--format", "markdown").stdout
    assert len(rows) == len(document["takes"]) + 1
    for one in document["takes"]:
        assert re.search(rf"^   {one['id']} ", said, flags=re.MULTILINE)
        assert f"**{one['id']}**" in markdown
