"""The field's synonyms: what else buyers and vendors call what a file names, asked before letters are compared."""

from collections.abc import Collection, Mapping

from telquote.plans.diagnostics import ALIKE, nearest_name

SYNONYMS: Mapping[str, str] = {
    "seat": "user agent operator license licence extension member employee 坐席 座席 席位 用户",
    "seats": "users agents operators licenses licences extensions members employees team 坐席 座席 坐席数",
    "number": "did ddi tfn phone_number msisdn line_number 号码",
    "numbers": "dids ddis tfns phone_numbers 号码 号码数",
    "channel": "line port trunk concurrency concurrent_call 线路 并发 通道",
    "channels": "lines ports trunks concurrency concurrent_calls 线路 并发 并发数 通道",
    "account": "company contract customer organisation organization plan_account 账户 企业",
    "inbound": "incoming call-in call calls in received terminating toll_free tollfree 来电 呼入 被叫",
    "outbound": "outgoing out dial-out made originating 外呼 呼出 主叫",
    "callback": "call-back call_back web_callback web-callback click_to_call callbacks 回呼 回拨 网页回呼",
    "sms": "sms_per_month text texts message messages short_message short_messages 短信",
    "missed_callback": "missed_callbacks failed_callback 未接回呼",
    "missed_callbacks": "missed_callback failed_callbacks 未接回呼",
    "voicemail": "voice_mail voicemails message_left 留言 语音留言",
    "voicemails": "voice_mails voicemail 留言",
    "minutes": "minutes_per_month monthly_minutes inbound_minutes incoming_minutes mins minute volume 分钟 分钟数 "
    "来电分钟",
    "calls": "calls_per_month monthly_calls number_of_calls inbound_calls incoming_calls call_count 通数 来电数",
    "callback_minutes": "callback callbacks_minutes web_callback_minutes 回呼分钟",
    "outbound_minutes": "outbound outgoing outgoing_minutes 外呼 外呼分钟",
    "call_length": "duration length aht acd average_call average_call_length mean_call_length call_duration seconds "
    "mean_duration average_duration avg_duration mean_length average_length "
    "seconds_per_call 时长 通话时长",
    "call_lengths": "durations lengths call_durations",
    "per_minute": "rate minute minute_rate price_per_minute cost_per_minute minute_price rate_per_minute ppm price "
    "单价 每分钟 每分钟价格",
    "per_call": "call_price price_per_call cost_per_call 每次 每通",
    "per_unit": "price rate cost per_message per_sms per_text per_event unit_price price_per_message 每条",
    "per_block": "block blocks per_pulse pulse",
    "increment": "billing_increment billing pulse granularity rounding_increment 计费单位",
    "legs": "sides call_legs",
    "connect_fee": "connection_fee setup_charge flagfall flag_fall call_fee call_setup_fee 接续费",
    "free_seconds": "grace grace_seconds free_time",
    "price": "amount cost fee rate charge 价格 金额 费用",
    "credit": "amount money value budget balance_value 金额 话费",
    "units": "messages unit pieces",
    "every": "period interval billed frequency recurring cycle 周期",
    "once": "one-time one_time onetime one-off oneoff setup single 一次性",
    "day": "daily per_day 每天 日",
    "month": "monthly per_month mo months 每月 月",
    "year": "yearly annual annually per_year yr years 每年 年",
    "monthly": "month every_month per_month 每月",
    "yearly": "year annual annually every_year 每年",
    "always": "auto automatic automatically renew renewing auto_renew",
    "as_needed": "on_demand needed payg pay_as_you_go as-needed",
    "graduated": "tiered progressive marginal slab incremental",
    "volume": "all_units all-units total flat step",
    "up": "ceil ceiling round_up roundup 向上",
    "down": "floor truncate round_down rounddown 向下",
    "half_up": "round nearest half-up 四舍五入",
    "half_even": "bankers banker's half-even",
    "valid": "validity expires expiry expires_after expires_in lifetime valid_for 有效期",
    "top_up": "topup recharge deposit_amount 充值",
    "minimum_term": "contract term commitment contract_length contract_term lock_in binding 合约期",
    "buy": "purchase renewal bought purchased 购买",
    "tiers": "tier ladder price_tiers slabs 阶梯",
    "steps": "tiers bands levels 阶梯",
    "bands": "tiers tier volume_price steps",
    "up_to": "to max maximum until limit upto end 至",
    "for": "service services on applies_to direction type 用于",
    "per": "unit each for_each 每",
    "plans": "plan packages package tariffs tariff offers products 套餐",
    "charges": "charge usage rates prices usage_charges calls 资费",
    "balances": "balance packages package bundles bundle allowances allowance prepaid accounts 套餐包",
    "fees": "fee subscriptions subscription recurring other_fees 月租 费用",
    "requires": "requirements requirement required conditions",
    "assumptions": "assumption assumed assumes",
    "name": "title label display_name 名称",
    "note": "comment remark remarks description notes 备注",
    "source": "src reference ref from_source 来源",
    "sources": "references refs source 来源",
    "vendor": "provider carrier supplier vendor_id operator 供应商 厂商",
    "website": "url site homepage web 网站",
    "url": "link address website 网址",
    "features": "feature capabilities functions 功能",
    "drawbacks": "disadvantages cons 缺点",
    "advantages": "pros benefits 优点",
    "cautions": "warnings caution notes note remarks remark comments 注意 备注",
    "because": "reason why rationale",
    "assumed": "assume assumption guess",
    "or": "alternatives alternative others",
    "tax": "vat gst sales_tax mwst tva iva 税",
    "minimum": "min_spend minimum_spend monthly_minimum min_charge minimum_charge minimum_fee 低消 最低消费",
    "discount": "discounts rebate reduction 折扣",
    "rollover": "carry_over carryover roll_over",
    "counters": "counter shared pool",
    "limits": "limit sold_for",
    "refundable": "refund deposit 可退",
    "included": "free inclusive 含",
    "percent": "percentage rate pct 百分比",
    "season": "seasonality seasonal months_factors",
    "growth": "growth_rate",
    "current": "today existing now",
    "start": "from_day start_date begin",
    "seconds": "length duration secs sec",
    "left": "remaining rest amount balance 剩余",
    "currency": "money curr 货币 币种",
    "format": "version schema 版本",
    "id": "key code identifier slug",
    "CNY": "rmb cnh yuan 元 人民币 ¥ ￥ rmb¥",
    "USD": "$ us$ dollar dollars usdollar 美元 美金",
    "EUR": "€ euro euros 欧元",
    "GBP": "£ pound pounds sterling 英镑",
    "JPY": "円 yen 日元",
    "HKD": "hk$ 港元 港币",
    "INR": "₹ rs rs. rupee rupees",
    "KRW": "₩ won 韩元",
    "AUD": "a$ au$",
    "CAD": "c$ ca$",
}
"""The names of a file, each with what else people write for it."""

_NAMES: dict[str, list[str]] = {}


def also_called(written: str) -> tuple[str, ...]:
    """Return the names for which people write a word, in the order of the table."""
    if not _NAMES:
        for name, words in SYNONYMS.items():
            for word in words.split():
                _NAMES.setdefault(_plain(word), []).append(name)
    return tuple(_NAMES.get(_plain(written), ()))


def _plain(word: str) -> str:
    return word.strip().casefold().replace("-", "_").replace(" ", "_")


def meant(written: str, allowed: Collection[str]) -> str | None:
    """Return which of the names that are allowed was meant: one that people call so, else a misspelt one."""
    for name in (_plain(written), *also_called(written)):
        if name in allowed:
            return name
    if any(char.isdigit() or char.isspace() for char in written):
        return None
    return nearest_name(written, allowed, alike=ALIKE)
