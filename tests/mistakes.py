"""What people type by mistake: one command line each, as a shell would take it, in a folder without plans of its own.

``tests/golden/mistakes.txt`` keeps what is said of each, in both languages.
"""

MISTAKES = """\
compair
compare
compare 3000
compare baido --minutes 3000
compare baidu
compare baidu union --minutes 3000
compare --minuts 3000
compare -minutes 3000
compare --minutes
compare --minutes --calls 3
compare --minutes 3k
compare --minutes -1
compare --minutes 2000-4000
compare --minutes 1,5
compare --minutes "three thousand"
compare --minutes 9999999999
compare --calls -3
compare --call-length 0 --minutes 3000
compare --minutes 3000 --calls 10 --call-length 60
compare --minutes 3000 --call-length 3:20
compare --minutes 3000 --call-length 3m20s
compare plans/acme.yaml --minutes 10
compare --usage tests/errors/missing-key.yaml
compare --minutes 3000 --months 0
compare --minutes 3000 --months 3.5
compare --minutes 3000 --top 0
compare --minutes 3000 --top x
compare --minutes 3000 --top 3 --format json
compare --minutes 3000 --format jsn
compare --minutes 3000 --by totl
compare --minutes 3000 --start yesterday
compare --minutes 3000 --refuse 4
compare --minutes 3000 --need vanity-nummer
compare --minutes 3000 --currency USD
compare --minutes 3000 --fx USD
compare --minutes 3000 --assume baidu/lixianbao:inbound
compare --minutes 3000 --assume baidu/lixianbao:inbnd=0.2
compare --minutes 3000 --assume baidu/lixianbao:inbound=cheap
compare --minutes 3000 --expect-cheapest baido
compare --minutes 3000 --plans nowhere
compare --minutes 3000 -o nowhere/answer.txt
compare --minutes 3000 -o curve.svg
compare --usage no.yaml
compare yunqia --callback-minutes 500
breakeven baidu
breakeven baidu baidu
breakeven baidu nobody
breakeven baidu yunqia --callback-minutes 500
breakeven --from 10 --to 5
breakeven --over minuts
breakeven --over call-length
breakeven --over baidu/lixianbao:inbound.increment --minutes 3000
breakeven --chart --format json
sensitivity
simulate
simulate baidu union400 --minutes 3000
simulate union400/180 --minutes 3000
simulate yunqia --callback-minutes 10
show baido
list --need nothing
check nowhere.yaml
check tests/errors/not-allowed.yaml tests/errors/unknown-key.yaml
compare --minutes 5 --need callback
compare --minutes 5 --need 1000
compare --minutes 5 --assume inbound
compare --minutes 5 --usage tests/usage/current-unknown.yaml
compare --sms 5
compare --minutes 300 --need vanity-number --need live-chat
compare --minutes 5 --plans tests/errors/tiers-mode.yaml
compare --minutes 5 --lang cn
breakeven baidu union400 --to 5.5
breakeven baidu union400 --over seats
list --plans tests/golden
new vendr
new vendor "Acme Ltd"
--versoin
breakeven --top 3
sensitivity --minutes 3000 --top 5
compare --m 3000
compare --callback 500
compare --numbers 2 --minutes 300
compare --minutes 300 --need web-callback,live-chat
compare --minutes 300 --refuse number-with-4，promotion-account
compare baidu,union400 --minutes 300
compare —minutes 3000
--minutes 3000 compare
compare --need --minutes 3000
compare --minutes 3000 -o --quiet
compare --minutes 3000 --minutes 4000
compare --minutes 3000 --expect-cheapest ""
compare --minutes 3.000
compare --minutes 3000 --currency RMB
compare --minutes 3000 --start 2026/1/15
compare --minutes 3000 -q --long
compare -help
show yunqia --need web-callback
breakeven baidu union400 --over baidu/lixianbao:inbound
breakeven --over months
breakeven --minutes 3000 --refuse promotion-account --need web-callback
check --older-than 2030-01-01
"""
