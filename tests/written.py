"""Files as beginners write them: what is typed in which line of a sound file, where it is told, and what is said.

``tests/golden/written.txt`` keeps all that ``check`` and ``compare`` say of each, in both languages.
"""

from typing import NamedTuple

PLAN = """\
format: 1
vendor: acme
name: Acme
currency: CNY
plans:
  - id: start
    name: Start
    charges:
      - {id: inbound, for: inbound, per_minute: 0.12}
    fees:
      - {id: rental, price: 20, every: month}
"""


class Written(NamedTuple):
    """A line of the plan file with what is typed in its place; where the problem is told, and what is said of it."""

    line: int
    typed: str
    at: str
    says: str


CHARGE, FEE = "      - {id: inbound, for: inbound, per_minute: %s}", "      - {id: rental, %s}"
PACK = "    balances: [{id: b, price: 10, minutes: 100, for: inbound, %s}]"

PLANS = [
    Written(10, "\tfees:", "10:1", "tab stands at the start|indent with spaces"),
    Written(7, "    name:\tStart", "", ""),
    Written(3, "name: @acme", "3:7", 'starts with @ must stand in quotes|write "@acme"'),
    Written(3, "name: `acme`", "3:7", 'starts with ` must stand|write "`acme`"'),
    Written(9, CHARGE % "%12", "9:49", "a percent is a plain number: 12"),
    Written(3, "name: *Acme*", "3:7", 'starts with \\* must stand|write "\\*Acme\\*"'),
    Written(3, "name: | Acme", "3:7", "starts with . must stand"),
    Written(3, "name: , Acme", "3:7", "starts with , must stand"),
    Written(4, "currency:CNY", "4:1", "no space after the colon|write currency: CNY"),
    Written(9, "      - {id: inbound, for: inbound, per_minute:0.12}", "9:37", "no space|write per_minute: 0.12"),
    Written(4, "currency：CNY", "4:9", "a full-width sign: ：|write : and a space"),
    Written(
        9, "      - {id: inbound, for: inbound， per_minute: 0.12}", "9:35", "full-width sign: ，|write , and a space"
    ),
    Written(9, CHARGE % "０.１２", "9:49", "full-width digits; write 0.12"),
    Written(10, "　　fees:", "10:1", "a full-width space .U.3000. indents nothing|use plain spaces"),
    Written(4, "currency:\u00a0CNY", "4:10", "a no-break space .U.00A0. after the colon"),
    Written(10, "\u00a0   fees:", "10:1", "a no-break space .U.00A0. indents nothing"),
    Written(4, "\u200bcurrency: CNY", "4:1", "invisible character: U.200B|delete it"),
    Written(9, CHARGE % "0.12\u200b", "9:53", "invisible character: U.200B|delete it"),
    Written(3, "name: Ac\u3164me", "3:9", "may show nothing: U.3164|delete it"),
    Written(3, "name: A" + "\u0301" * 6, "3:8", "more than 4 marks on one letter"),
    Written(11, FEE % "price: 1,000, every: month", "11:29", "comma ends the value within braces|: 1000"),
    Written(11, FEE % "price: 0,125, every: month", "11:29", "the decimal sign is a point: 0.125"),
    Written(
        9,
        "      - {id: inbound, for, per_minute: 0.12}",
        "9:26",
        "a word belongs here, found nothing|inbound, callback",
    ),
    Written(11, "      - {id: rental, price: 20, every: }", "11:40", "a word belongs here, found nothing|month"),
    Written(9, CHARGE % "0,12", "9:49", "comma ends the value within braces|the decimal sign is a point: 0.12"),
    Written(11, "      - id: rental\n        price: 1,000\n        every: month", "12:16", "1000|1.000"),
    Written(11, "      - id: rental\n        price: 20,50\n        every: month", "12:16", "is a point: 20.50"),
    Written(9, CHARGE % "0.12 CNY", "9:49", "without its currency: 0.12"),
    Written(9, CHARGE % "¥0.12", "9:49", "without its currency: 0.12"),
    Written(9, CHARGE % "0.12元/分钟", "9:49", "without its currency: 0.12"),
    Written(9, CHARGE % '"0.12"', "9:49", "without quotes: 0.12"),
    Written(9, CHARGE % "125/3", "9:49", "per_block: {price: 125, minutes: 3, round: up}"),
    Written(9, CHARGE % "1e-2", "9:49", "write it out: 0.01"),
    Written(9, CHARGE % "tbd", "9:49", "is written unknown"),
    Written(9, CHARGE % "cheap", "9:49", "a plain number such as 0.10"),
    Written(
        11,
        FEE % "name: Rent, per number, price: 20, every: month",
        "11:34",
        '"per number" has no value',
    ),
    Written(11, FEE % "price: 2, every: month, note: in advance, no refund", "11:64", 'note: "in advance, no refund"'),
    Written(7, "    name: Start: the first", "7:11", 'a colon and a space must stand in quotes|"Start: the first"'),
    Written(3, "name: 'Acme", "3:7", "the quote ' that opens here is never closed"),
    Written(3, 'name: "Acme', "3:7", 'the quote " that opens here is never closed'),
    Written(3, "name: 'Best' plan", "3:7", "begins with a quotation mark ends with the next one|write \"'Best' plan\""),
    Written(3, 'name: "Best" plan', "3:7", "write '\"Best\" plan'"),
    Written(3, 'name: "Best\\q"', "3:12", "a backslash starts an escape|use single quotes"),
    Written(3, "name: #1 Telecom", "3:6", '# starts a comment.*"#1 Telecom"'),
    Written(7, "    name: Plan #1", "7:11", 'the text ends before #1|write "Plan #1"'),
    Written(7, "    name: Plan # the first", "", ""),
    Written(3, "name: null", "3:7", "a text belongs here, found null"),
    Written(6, "  -id: start", "6:3", "no space after the dash|write - id: start"),
    Written(5, "plans: - id: start", "5:8", "a dash starts an item of a list|on lines of their own"),
    Written(7, "      name: Start", "7:7", "indented under one that has a value already|same column"),
    Written(7, "   name: Start", "7:4", "starts in another column|same column"),
    Written(9, "      - {id: inbound, for: inbound, per_minute: 0.12", "9:9", "the { that opens here is never closed"),
    Written(
        9,
        "      - id: inbound, for: inbound, per_minute: 0.12}",
        "9:9",
        "a { is missing before the first key|- {id: inbound",
    ),
    Written(9, "      - {id: inbound, for: inbound, per_minute: 0.12}}", "9:54", "nothing is open that } could close"),
    Written(5, "plans", "5:1", "no colon after plans"),
    Written(8, "    charges: {inbound: 0.12}\n    x:", "8:14", "a list, each item with a dash: - {id: inbound"),
    Written(4, "currency: 元", "4:11", "did you mean CNY"),
    Written(4, "currency: usd", "4:11", "did you mean USD"),
    Written(11, FEE % "price: 20, every: month, per: user", "11:52", "did you mean seat. allowed: account, seat"),
    Written(11, FEE % "price: 20, every: month, per: line", "11:52", "did you mean channel"),
    Written(11, FEE % "price: 20, every: month, per: DID", "11:52", "did you mean number"),
    Written(11, FEE % "price: 20, every: 5 months", "11:40", "help: allowed: once, day, month, year"),
    Written(11, FEE % "price: 20, every: quarter", "11:40", "help: allowed: once, day, month, year"),
    Written(11, FEE % "price: 20", "11:9", "every is missing|once, day, month, year"),
    Written(10, "    setup_fee: 100\n    fees:", "10:5", "fees: ..id: setup, price: 100, every: once"),
    Written(10, "    rental: 20\n    fees:", "10:5", "fees: ..id: rental, price: 20, every: month"),
    Written(8, "    per_minute: 0.12\n    charges:", "8:5", "charges: ..id: inbound, for: inbound, per_minute: 0.12"),
    Written(8, "    included_minutes: 500\n    charges:", "8:5", "balances: ..id: package, price: 100, minutes: 500"),
    Written(9, "      - {id: inbound, for: inbound, rate: 0.12}", "9:37", "did you mean per_minute"),
    Written(9, "      - {id: inbound, for: incoming, per_minute: 0.12}", "9:28", "did you mean inbound"),
    Written(9, "      - {id: inbound, for: 来电, per_minute: 0.12}", "9:28", "did you mean inbound"),
    Written(10, f"{PACK % 'buy: once, valid: 2 weeks'}\n    fees:", "10:81", "did you mean 14 days"),
    Written(10, f"{PACK % 'buy: once, valid: 3年'}\n    fees:", "10:81", "did you mean 3 years"),
    Written(10, f"{PACK % 'valid: 1 month'}\n    fees:", "10:16", "buy is missing|once, always, as_needed"),
    Written(9, f"{CHARGE[:-1] % '0.12'}, increment: 60}}", "9:66", "did you mean 60/60"),
    Written(
        9,
        f"{CHARGE[:-1] % '0.12'}, rounding: {{per: call, decimals: 2, mode: up}}}}",
        "9:66",
        "allowed: decimals, mode",
    ),
    Written(
        11,
        FEE % "every: month, bands: {mode: volume, steps: [{up_to: 9, flat: 1}, {price: 2}]}",
        "11:66",
        "11:77: .*flat.*allowed: up_to, price",
    ),
    Written(
        9,
        "      - {id: i, for: inbound, tiers: {mode: volume, steps: [{up_to: inf, per_minute: 1}]}}",
        "9:69",
        "leave up_to out in the last step",
    ),
    Written(9, CHARGE % "0,9 ct", "9:49", "in whole units of the currency, without a word: 0.009"),
    Written(9, CHARGE % "90 paise", "9:49", "in whole units of the currency, without a word: 0.9"),
    Written(9, CHARGE % '"0,089 €"', "9:49", "without its currency: 0.089"),
    Written(9, CHARGE % "2.15/month", "9:49", "the number alone: 2.15"),
    Written(9, CHARGE % "?", "9:49", "a question mark alone is no value|is written unknown"),
    Written(11, FEE % "price: Rs. 2,500, every: month", "11:29", "a comma ends.*without its currency: 2500"),
    Written(11, FEE % "price: 1,20,000, every: month", "11:29", "no sign parts thousands: 120000"),
    Written(11, "      - id: rental\n        price: 1.250,00\n        every: month", "12:16", "a point: 1250.00"),
    Written(1, "format:1", "1:1", "no space after the colon|write format: 1"),
    Written(8, "    minimum: 19,90 / month\n    charges:", "8:5", "bill: {minimum: {price: 19.90, every: month}}"),
    Written(8, "    vat: 19%\n    charges:", "8:5", "bill: {tax: {percent: 19, included: false}}"),
    Written(8, "    deposit: 500\n    charges:", "8:5", "price: 500, every: once, refundable: true"),
    Written(8, "    min_seats: 4\n    charges:", "8:5", "limits: {seats: {at_least: 4}}"),
    Written(8, "    cautions: notice 1 month\n    charges:", "8:15", "cautions: .notice 1 month."),
    Written(8, "    bill: {minimum: 50}\n    charges:", "8:21", "minimum: {price: 50, every: month}"),
    Written(9, f"{CHARGE[:-1] % '0.12'}, from: mobile}}", "9:55", "when: {from: mobile}|meter: mobile"),
    Written(9, f"{CHARGE[:-1] % '0.12'}, leg: agent}}", "9:55", "legs counts the sides of a call"),
    Written(9, f"{CHARGE[:-1] % '0.12'}, rounding: 6 seconds}}", "9:65", "increment: 6/6"),
    Written(9, f"{CHARGE[:-1] % '0.12'}, per_call: 1}}", "9:65", "connect_fee: 0.05"),
    Written(9, f"{CHARGE[:-1] % '0.12'}, guess: true}}", "9:55", "assumed: 0.12, because"),
    Written(
        9, "      - {id: i, for: outbound landline, per_minute: 1}", "9:22", "for: outbound, when: {origin: landline}"
    ),
    Written(9, "      - {id: i, for: sms, price: 1}", "9:27", "did you mean per_unit"),
    Written(10, f"{PACK % 'buy: monthly, rollover: no'}\n    fees:", "10:87", "leave rollover out"),
    Written(6, "  - id: 套餐3000", "6:9", "letters from a to z"),
    Written(
        9,
        CHARGE % "{assumed: 0.13, because: x, or: [0.14, 0,15]}",
        "9:88",
        "two numbers|the decimal sign is a point: 0.15",
    ),
    Written(3, "name: &Co Telecom", "3:7", "the anchor &Co is used nowhere|stand in quotes"),
    Written(10, "    drawbacks:\n      - slow\n       - dear\n    fees:", "12:8", "goes on with the text above it"),
    Written(6, "  - id: start #1", "6:9", "the text ends before #1"),
    Written(
        10,
        PACK.replace("for: inbound", "for: inbound, callback") % "buy: once" + "\n    fees:",
        "10:63",
        "inbound, callback.",
    ),
    Written(
        11, '      - {id: rental, name: "租，金", price: 20 every: month}', "11:45", "a comma is missing before this"
    ),
    Written(
        11, "      - {id: rental, name: Rent #1, price: 20, every: month}", "11:33", "# starts a comment, and the rest"
    ),
    Written(11, "      - {id: rental,\n         price: 20 every: month}", "12:20", "a comma is missing before this"),
    Written(3, 'name: "Acme\nwebsite: "x"', "3:7", 'the quote " that opens here is never closed'),
    Written(11, FEE % "price: 20, every: month" + ",", "11:46", "a comma parts nothing here|delete it"),
    Written(
        11,
        "      - id: rental, price: 20, every: month",
        "11:9",
        "in braces|- {id: rental, price: 20, every: month}",
    ),
    Written(7, "    name: Start short: St", "7:17", "a key starts on a line of its own"),
    Written(8, "    contract: {months: 24}\n    charges:", "8:5", "minimum_term: 24 months"),
    Written(8, "    term: 12个月\n    charges:", "8:5", "write minimum_term: 12 months"),
    Written(8, "    included: {minutes: 1,000 }\n    charges:", "8:5", "id: package, price: 100, minutes: 1"),
    Written(8, "    bill: {vat: 20%}\n    charges:", "8:12", "tax: {percent: 20, included: false}"),
    Written(10, f"{PACK % 'buy: once, expires: never'}\n    fees:", "10:74", "leave it out for what never ends"),
    Written(10, f"{PACK % 'buy: once, valid: never'}\n    fees:", "10:81", "leave it out for what never ends"),
    Written(11, FEE % "price: 20, every: month, note: a call, he said: yes", "11:61", 'note: "a call, he said: yes"'),
    Written(6, "  – id: start", "6:3", "– starts no line of a file|a hyphen and a space"),
    Written(6, "  // id: start\n  - id: start", "6:3", "a comment starts with #"),
    Written(7, "    - name: Start", "7:5", "an item of a list cannot stand among keys"),
    Written(11, FEE % "price: 20, every: month" + " each", "11:47", "this cannot follow what stands before it"),
    Written(11, FEE % "price 20, every: month", "11:22", "no colon after price|write price: 20"),
    Written(3, "name: {zh: [a], en: {b: c}}", "3:12", "3:21: .*a text belongs here"),
    Written(3, "name: [慢: 快]", "3:7", "a text belongs here"),
    Written(9, CHARGE % "5分", "9:49", "in whole units of the currency, without a word: 0.05"),
    Written(11, FEE % "price: 20, every: [month]", "11:40", "a list is not allowed here|once, day, month, year"),
    Written(1, "", "1:1", "the first line of a plan file is format: 1"),
    Written(6, "  - id: Basic Plan", "6:9", "did you mean basic-plan"),
    Written(3, "name: 电信\nwebsite: a\u0007b", "4:11", "does not allow: U.0007|delete it"),
]
"""Lines of a plan file; those without a place are sound."""

USAGES = [
    Written(2, "classes: {inbound: {origin: {mobile: 0.5, landline: 0.4}}}", "2:29", "origin in inbound add up to 0.9"),
    Written(2, "classes: {inbound: {origin: {mobile: 60, landline: 40}}}", "2:29", "as percentages: mobile: 60%"),
    Written(2, "calls: 0", "2:8", "3,000 minutes in 0 calls"),
    Written(2, "season: [1, 1, 1, 2]", "2:9", "a season has 12 months; found 4"),
    Written(2, "growth: {percent: -101, every: year}", "2:19", "takes away more than there is"),
    Written(2, "call_lengths: []", "2:15", "at least one is needed"),
    Written(2, "call_length: 60\ncall_lengths: [{seconds: 30, calls: 1}]", "2:14", "contradict each other"),
    Written(1, "minutes: [3000, 0, 0]", "1:10", "3 months are listed, and 36 are compared|--months 3"),
    Written(1, "minutes: [3000, 1]\ncalls: [1, 2, 3]", "1:10", "2:8: .*minutes lists 2 months, calls lists 3"),
    Written(2, "calls: 10\ncall_length: 60", "2:8", "10 calls of 60 seconds are not 3,000 minutes"),
    Written(2, "current: {plan: nobody/x}", "2:17", "nobody/x: no such plan"),
    Written(2, "current: {plan: baidu/lixianbao, balances: {nobody: {left: 1}}}", "2:45", "no balance named nobody"),
    Written(2, "users: 5", "2:1", "did you mean seats"),
    Written(2, "lines: 5", "2:1", "did you mean channels"),
    Written(2, "duration: 180", "2:1", "did you mean call_length"),
    Written(2, "messages: 10", "2:1", "did you mean sms"),
    Written(2, "call_length: 3m20s", "2:14", "in seconds: 200"),
    Written(2, "call_length: 3:20", "2:14", "in seconds: 200"),
    Written(1, "minutes： 100", "1:8", "a full-width sign: ："),
    Written(1, "minutes: 1,000", "1:10", "no sign parts thousands: 1000"),
    Written(1, "minutes: 1.000", "1:10", "1000 or 1"),
    Written(1, "minutes: [2,500, 2,800, 3000]", "1:11", "within brackets 2,500 is two numbers|2500 or 2.500"),
    Written(1, "minutes:\n  - 2500\n  - x\n  - y", "3:5", "4:5: .*found y"),
    Written(1, "minutes: {jan: 2000, feb: 1500}", "1:10", "is a list: .2000, 1500."),
    Written(2, "growth: 5% per year", "2:9", "growth: {percent: 5, every: year}"),
    Written(2, "callers: {mobile: 70%, landline: 30%}", "2:1", "callers: {mobile: 70%, landline: 30%}}}"),
    Written(2, "remaining: 500", "2:1", "current: {plan: acme/start, balances:"),
    Written(2, "months: 24", "2:1", "that is an option: --months 24"),
    Written(2, "format: 1", "2:1", "a usage file has no format"),
    Written(1, "season: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]", "1:9", "season and growth multiply what is used"),
    Written(1, "format: 1\nvendor: acme\nplans: []", "1:1", "this is a plan file; give it with --plans"),
    Written(2, "name: 电信\nseason: [1\u0007]", "3:11", "does not allow: U.0007"),
    Written(2, "sms: x\nseason: [1]\nseats: 0", "2:6", "a number belongs here, found x"),
    Written(2, "season: [1]\ncalls: 0", "2:9", "a season has 12 months|3:8: .*3,000 minutes in 0 calls"),
    Written(2, "classes: {inbound: {origin: {mobile: 60%, landline: 2/5}}}", "", ""),
]
"""Lines of a usage file that holds ``minutes: 3000``; those without a place are sound."""

RATES = [
    Written(1, "usd: 7.1", "1:1", "did you mean USD"),
    Written(1, "USD: 0", "1:6", "0 is not above zero"),
    Written(1, "USD: seven", "1:6", "a number belongs here, found seven"),
    Written(1, "USD: 0\nEUR: x\nusd: 1", "1:6", "2:6: .*found x|3:1: .*did you mean USD"),
    Written(1, "", "1:1", "the file holds nothing"),
    Written(1, "CNY: 7", "1:6", "one CNY is worth one CNY"),
    Written(1, "USD 7.1", "1:1", "a file of rates is a mapping"),
    Written(1, "minutes: 3000", "1:1", "a currency code belongs here, found"),
]
"""Lines of a file of rates."""
