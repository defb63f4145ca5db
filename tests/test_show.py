"""What is known of a vendor: every figure once, marked where nobody confirmed it, and the memo line by line."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from command import telquote, telquote_in_terminal
from hypothesis import given
from hypothesis import strategies as st
from random_plans import vendor_of
from rich_plans import rich_plan_trees

from telquote import load_plans
from telquote.language import Language, cells, loosened
from telquote.output.report import Speaker
from telquote.output.show.costs import costs_of, value_text
from telquote.plans.catalogue import gallery
from telquote.plans.figure_paths import Figure, figures, replaced
from telquote.plans.figures import Value
from telquote.plans.offers import Offer, offers_of
from telquote.plans.scalars import INCREMENT

LANGUAGES: tuple[Language, ...] = ("en", "zh")
ENGLISH_FIRST = ["en", pytest.param("zh", marks=pytest.mark.slow)]
SHIPPED = load_plans("plans").offers()
GALLERY = tuple(offer for market in gallery().values() for offer in market.offers())


def told(offer: Offer) -> Iterator[Figure]:
    """Yield the figures that stand in what a plan costs: all but the minimum term, increments that are alike once."""
    increments: set[object] = set()
    for figure in figures(offer.plan):
        value = figure.value
        alike = (value.amount, value.because, value.alternatives, value.also, value.note)
        if figure.item == "minimum_term" or (figure.kind is INCREMENT and alike in increments):
            continue
        if figure.kind is INCREMENT:
            increments.add(alike)
        yield figure


def assert_all_is_told(offer: Offer, language: Language) -> None:
    say = Speaker(language)
    lines = costs_of(offer, say)
    said = loosened("\n".join(f"{one.what} {one.value} {one.of}" for one in lines))
    doubtful = 0
    for figure in told(offer):
        value = figure.value
        gift = figure.keys[-1] == "price" and value.amount == 0 and figure.keys[0] == "balances"
        assert gift or value_text(value.amount, say) in said or f"{value.amount:,.6f}".rstrip("0").rstrip(".") in said
        doubtful += value.amount is None or value.assumed
        for other in value.alternatives:
            assert value_text(other, say) in said
    assert sum(line.unconfirmed for line in lines) == doubtful


@pytest.mark.parametrize("language", ENGLISH_FIRST)
@pytest.mark.parametrize("offer", [*SHIPPED, *GALLERY], ids=lambda offer: offer.id)
def test_every_figure_of_a_published_plan_is_told(offer: Offer, language: Language) -> None:
    assert_all_is_told(offer, language)


@given(rich_plan_trees(), st.sampled_from(LANGUAGES), st.data())
def test_every_figure_of_a_random_plan_is_told_and_marked(
    tree: dict[str, Any], language: Language, data: st.DataObject
) -> None:
    """A figure that was certain gets a mark once it is unknown, wherever it stands."""
    vendor = vendor_of(tree)
    offer = offers_of(vendor)[0]
    assert_all_is_told(offer, language)
    figure = data.draw(st.sampled_from(list(figures(offer.plan))))
    changed = offer._replace(plan=replaced(offer.plan, figure.keys, Value(None)))
    assert_all_is_told(changed, language)


MEMO = {
    "baidu": """
        《在线客服与400电话方案建议》的建议：百度商桥在线客服系统+百度离线宝（网页外呼、400增值）+赠送的400电话
        - 百度品牌比较可靠，值得信任
        - 百度商桥免费+网页外呼0.2元/分钟+400增值功能免费
        - 开通百度推广账户赠送400电话，但400电话是4007号段
        - 赠送的400电话有3000元的话费，三年内使用完
        - 必须开通百度推广账户，开通时首次充值6000元，续充最低1000元/次
        - 充值的金额没有使用期限限制，可以用于商品和公司在百度上做推广
        - 充值百度推广账户的款项不容易退
        - 4007号段的号码没有4008号段好
        - 百度离线宝因为是免费功能，客服不是很稳定，一般只好找百度推广的客服或他们线下的推广经理
        - live-chat：百度商桥，免费的在线客服系统（http://qiao.baidu.com/home/index.html）
        - visitor-monitoring：访客监测功能，流量实时又直观
        - proactive-chat：主动对话功能（有访客时，可以主动给访客发消息）
        - chat-robot：机器人客服（2016版新功能；与人工客服之间不能切换，无“转人工客服”功能）
        - analytics：多样的数据分析报告
        - staff-permissions：客服权限体系（不同客服接待不同站点或不同地区的访客等）
        - mobile-app：移动商桥掌上客服（手机App）
        - message-board：留言板功能
        - custom-widgets：咨询框、邀请框、沟通框、留言板的样式（基本信息，皮肤样式，位置与尺寸）都可自定义
        - 百度商桥的网站接入方式：http://yingxiao.baidu.com/zhichi/knowledge/detail.action?channelId=9&classId=4448&knowledgeId=6091
        - 百度商桥帮助中心：http://yingxiao.baidu.com/zhichi/knowledge/list.action?pid=14391&channelId=9&classId=14391
        百度离线宝（baidu/lixianbao），http://lxb.baidu.com/lxb/
        - 离线宝与百度商桥使用同一账号
        - web-callback：网页回呼：网民输入电话号码，系统同时拨打网民和企业；通话对网民免费
        - 网页回呼对网民免费，更吸引拨打
        - 网页回呼功能本身免费，产生的话费从百度推广账户余额扣除
        - promotion-account：必须开通百度推广账户
        百度推广账户首次充值 6,000
        百度推广账户每次续充 1,000 ?
        - 充值的费用需按合同规定才能退款，退款周期是半个月到一个月；若非正当理由一般不允许退回
        - 结合百度推广可玩出更多花样
        - 开通百度推广账户后赠送400电话，内含3000元话费，三年内使用完
        赠送话费 3,000 一次性，有效期36个月，来电；用于赠送的400电话
        网页回呼 0.20 每分钟（接通后）
        未接回呼 0.20 每条；含1条漏接提醒短信
        - missed-call-sms：记录漏接话单，并推送1条漏接提醒短信
        - 离线宝余额不足时，漏接话单免费记录，但无漏接提醒短信
        - 请关注后台余额，及时充值
        语音留言 0.40 每条；时长不超过2分钟，需开启
        - number-services：400增值功能免费
        - media-tracking：媒体追踪
        - sms-marketing：短信营销
    """,
    "union400": """
        信通网赢（union400），http://www.union400.com
        - 套餐从1800元起，3000元/三年以上的套餐赠送网页回呼功能
        - 套餐费用为三年使用期限，消费完继续按套餐金额预存
        - 京东店铺：https://union400.jd.com
        - 没有开户费、选号费、月租、低消
        union400/3000（元）：普通靓号，3000元/三年
        union400/1800（元）：普通靓号（带4），1800元/三年
        - number-with-4：号码中带4［union400/1800］
        union400/10000（元）：超级靓号，10000元/三年
        union400/20000（元）：超级靓号，20000元/三年
        union400/30000（元）：超级靓号，30000元/三年
        union400/50000（元）：超级靓号，50000元/三年
        union400/60000（元）：超级靓号，60000元/三年
        - 超级靓号另有其他档位（资料以“等”结尾）
        - 5000元/三年以上的套餐8分/分钟，5000元/三年以下的套餐1毛/分钟
        - 网页回呼由企业方承担双倍话费，客户方不收取费用
        网页回呼 0.10 每分钟（接通后），2方各计；统一2毛/分钟
        - 400号码选择见资料附件
    """,
    "yunqia": """
        云洽通信（yunqia），https://yqtx.tmall.com
        - 套餐从1200元起；其他套餐见天猫店铺详情：https://yqtx.tmall.com/index.htm?spm=a220o.1000855.w5002-4892725168.2.5s3ewU
        - 消费完继续按套餐金额预存；续费当天起算新的期限
        - 无网页回呼功能
        预存套餐 1,200 含8,000分钟，用尽或到期即续购，有效期36个月，来电
        预存套餐 1,800 含15,000分钟，用尽或到期即续购，有效期36个月，来电
    """,
}
"""What the memo says of each vendor, line by line, in the words of ``show``."""


@pytest.mark.parametrize("vendor", MEMO)
def test_the_memo_is_answered_line_by_line(vendor: str) -> None:
    said = "".join(telquote("show", vendor, "--lang", "zh").stdout.split())
    for stated in filter(None, map(str.strip, MEMO[vendor].splitlines())):
        assert "".join(stated.split()) in said, stated


def test_what_the_memo_does_not_say_is_taken_for_granted() -> None:
    document = json.loads(telquote("show", "baidu", "--format", "json").stdout)
    taken = {one["path"] for one in document["plans"][0]["assumptions"]}
    assert {"baidu/lixianbao:callback-covers-both-sides", "baidu/lixianbao:gift-pays-no-callback"} <= taken
    quiet = json.loads(telquote("compare", "baidu", "--minutes", "100", "--format", "json").stdout)
    assert not any("callback" in path for path in quiet["plans"][0]["assumptions"])
    used = ("compare", "baidu", "--minutes", "100", "--callback-minutes", "5", "--format", "json")
    assert "baidu/lixianbao:gift-pays-no-callback" in json.loads(telquote(*used).stdout)["plans"][0]["assumptions"]


def test_facts_and_advice_stand_in_every_format() -> None:
    plan = json.loads(telquote("show", "baidu", "--format", "json").stdout)["plans"][0]
    assert plan["facts"][0] == {"says": "Lixianbao and the live chat share one account", "source": "memo", "url": None}
    assert plan["recommended"]["source"] == "memo"
    assert len(plan["recommended"]["because"]) == 4
    markdown = telquote("show", "baidu", "--format", "markdown").stdout
    for text in (plan["facts"][0]["says"], *plan["recommended"]["because"]):
        assert text in markdown
    assert json.loads(telquote("show", "yunqia", "--format", "json").stdout)["plans"][0]["recommended"] is None


@pytest.mark.parametrize("language", ENGLISH_FIRST)
@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_a_line_is_no_wider_than_the_terminal_but_one_piece(width: int, language: Language) -> None:
    for vendor in ("baidu", "union400", "yunqia"):
        for line in telquote_in_terminal("show", vendor, "--lang", language, width=width).plain.splitlines():
            assert cells(line) <= width or re.fullmatch(r"[ -]*\S+", line), line


@pytest.mark.parametrize(
    "arguments",
    [
        ("baidu",),
        ("union400/1800",),
        ("baidu", "yunqia/1200"),
        (),
        pytest.param(("odile", "--plans", "plans/gallery/us"), marks=pytest.mark.slow),
    ],
)
def test_the_last_line_is_a_command_that_answers(arguments: tuple[str, ...]) -> None:
    last = telquote("show", *arguments, COLUMNS="500").stdout.splitlines()[-1]
    assert last.startswith("telquote compare ")
    ended = telquote(*shlex.split(last)[1:])
    assert (ended.status, ended.stderr) in ((0, ""), (2, ended.stderr))
    assert "no vendor or plan" not in ended.stderr
    assert "no usage" not in ended.stderr


@pytest.mark.slow
def test_texts_of_ten_thousand_signs_are_wrapped(tmp_path: Path) -> None:
    long, solid = "word " * 2000, "x" * 10_000
    (tmp_path / "acme.yaml").write_text(
        f"format: 1\nvendor: acme\nname: {long}\ncurrency: CNY\nadvantages: [{long}, {solid}]\n"
        f"facts: [{{en: {long}}}]\nplans:\n"
        f"  - {{id: a, name: {solid}, charges: [{{id: in, for: inbound, per_minute: 1, note: {long}}}]}}\n"
    )
    for form in ("table", "markdown", "json", "csv"):
        assert telquote("show", "--plans", ".", "--format", form, cwd=tmp_path).status == 0
    said = telquote("show", "--plans", ".", cwd=tmp_path, COLUMNS="60").stdout
    assert all(cells(line) <= 60 or " " not in line.strip(" -") for line in said.splitlines())
    assert said.count("word") >= 8000


MIXED = """format: 1
vendor: acme
name: Acme
currency: EUR
sources: {page: {title: Page}, shop: {title: Shop}}
defaults: {source: page}
plans:
  - id: a
    name: A
    assumptions: [{id: none, en: No other fees, because: none is named, otherwise: {in: 0.2}}]
    charges:
      - {id: in, for: inbound, per_minute: 0.1, increment: {assumed: 60/60, because: usual, or: [exact]}}
      - {id: out, for: outbound, increment: 1/1, tiers: {mode: graduated, steps: [
          {up_to: {value: 100, note: a month}, per_minute: 0.3},
          {up_to: 500, per_block: {price: 1, minutes: {assumed: 60, because: usual}, round: up}}, {per_minute: 0.1}]}}
  - id: b
    name: B
    charges:
      - {id: in, for: inbound, per_minute: 0.1, increment: {value: 1/1, source: shop}}
      - {id: out, for: outbound, per_minute: 0.1, increment: {assumed: 60/60, because: usual, or: [exact]}}
"""


@pytest.mark.parametrize(
    "line",
    [
        "- in.increment = 60/60 (or exact): usual [acme/a]",
        "- out.increment = 60/60 (or exact): usual [acme/b]",
        "- No other fees: none is named; otherwise in = 0.2 [acme/a]",
        "outbound, up to 100 0.3 a minute, graduated tiers",
        "outbound, 100 to 500 1 for each block, blocks rounded up",
        "outbound, 100 to 500: minutes in a block 60 ?",
        "outbound, above 500 0.1 a minute",
        "billing increment 1/1 inbound; source: shop",
        "billing increment 1/1 outbound",
    ],
)
def test_each_thing_is_said_of_what_it_holds_for(tmp_path: Path, line: str) -> None:
    (tmp_path / "acme.yaml").write_text(MIXED)
    shown = telquote("show", "--plans", "acme.yaml", cwd=tmp_path, COLUMNS="200").stdout
    assert line in [" ".join(one.split()) for one in shown.splitlines()]
