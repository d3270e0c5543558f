"""How the places of alerts are written; apart from the channels, so that `--help` need not import them."""

HELP = (
    "terminal; https://… (a webhook, signed with SECONDSOURCE_WEBHOOK_SECRET); "
    "smtp://USER@HOST:PORT/?from=A&to=B (mail; the password in SECONDSOURCE_SMTP_PASSWORD); atom:FILE; "
    "syslog or syslog://HOST:PORT"
)
