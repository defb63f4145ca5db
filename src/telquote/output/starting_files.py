"""Commented files to start from: what ``telquote new`` writes."""

VENDOR = """\
# yaml-language-server: $schema=schema/plan-file.schema.json
# A vendor and what it sells. Replace what stands here by what the price list says; check it with: telquote check FILE
format: 1
vendor: {name}                 # its id: letters, digits, dashes
name: The vendor's name         # or {{zh: ..., en: ...}}
currency: CNY
sources:
  page: {{title: Price page, url: "https://...", date: "2026-11-01"}}
defaults:                       # what all plans share; a plan's own key replaces it
  source: page
  # minimum_term: 12 months
plans:
  - id: bundle
    name: 500 minutes a month, then 0.12 a minute
    # features: [toll-free-number]
    charges:
      # A figure is a number, or {{value: 0.12, source: page, note: ...}}, or where no source gives it
      # {{assumed: 60/60, because: ..., or: [exact]}}, or unknown.
      - {{id: inbound, for: inbound, per_minute: 0.12, increment: 60/60}}
      # - {{id: mobile, for: inbound, when: {{origin: mobile}}, per_minute: 0.15}}   # another price by class
      # - {{id: callback, for: callback, per_minute: 0.10, legs: 2}}              # both sides of a web callback
    balances:
      - {{id: minutes, price: 49, minutes: 500, buy: monthly}}
      # - {{id: pack, price: 1200, credit: 1200, valid: 36 months, buy: always}}  # prepaid, renewed when used up
      # - {{id: account, top_up: {{first: 500, then: 100}}, buy: always}}           # paid into by 100
    fees:
      - {{id: rental, price: 20, every: month, per: number}}
      # - {{id: deposit, price: 300, every: once, refundable: true}}
    # bill:
    #   minimum: {{price: 100, every: month}}
    #   tax: {{percent: 6, included: true}}
"""

USAGE = """\
# yaml-language-server: $schema=schema/usage-file.schema.json
# What is used in a month: telquote compare --usage FILE. Leave out what is not used or not known.
minutes: 3000                   # inbound; or a list with one figure a month
call_length: 180                # mean seconds of a call; or calls: 1000 in place of it
# call_lengths: [{seconds: 30, calls: 6}, {seconds: 240, calls: 4}]   # in place of a mean
# outbound_minutes: 400
# callback_minutes: 500         # connected web callbacks; or callback_calls: 160
# missed_callbacks: 40
# voicemails: 10
# sms: 20
# classes:                      # shares of each class where prices differ by it; each adds up to 1
#   inbound: {origin: {mobile: 0.6, landline: 0.4}}
# seats: 4
numbers: 1
# season: [1, 1, 1, 1, 1, 1, 0.8, 0.8, 1, 1, 1.2, 1.4]                 # factors of twelve months
# growth: {percent: 5, every: year}
# start: 2026-11-15             # where a part of the first month has its own price
"""


def starting_file(kind: str, name: str) -> str:
    """Return the starting file of a ``vendor`` with an id, or of a ``usage``."""
    return VENDOR.format(name=name) if kind == "vendor" else USAGE
