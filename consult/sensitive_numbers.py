"""Numbers and addresses that lead to a person, found in what somebody is about to publish.

A number is taken for what it looks like only where its own checksum agrees, so that case numbers, sums of money and
paragraphs of law are left alone. Birth numbers: Act 133/2000, paragraph 13. Accounts: Czech National Bank decree
169/2011, paragraph 1 (weights); IBAN: ISO 13616. Every pattern is of bounded length: no text makes it slow.
"""

import re
from collections.abc import Iterator
from datetime import date

Found = tuple[str, str, int]
"""Kind, the words as they stand, and where they begin."""

BIRTH = re.compile(r"(?<![\w/.-])(\d{2})(\d{2})(\d{2})( ?/ ?)?(\d{3,4})(?![\w/-]|[.,]\d)")
BIRTH_SAID = re.compile(r"rodn[eé]\w{0,3}\s+č[ií]s\w*|\br\.\s?č\.|birth number", re.IGNORECASE)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
ACCOUNT = re.compile(r"(?<![\w/.-])(?:(\d{2,6})-)?(\d{6,10}) ?/ ?(\d{4})(?![\w/-])")
WEIGHTS = (6, 3, 7, 9, 10, 5, 8, 4, 2, 1)
BANKS = frozenset(  # codes of Czech banks and savings banks
    [
        "0100",
        "0300",
        "0600",
        "0710",
        "0800",
        "2010",
        "2060",
        "2070",
        "2100",
        "2200",
        "2220",
        "2250",
        "2260",
        "2275",
        "2600",
        "2700",
        "3030",
        "3050",
        "3060",
        "3500",
        "4000",
        "4300",
        "5500",
        "5800",
        "6000",
        "6100",
        "6200",
        "6210",
        "6300",
        "6363",
        "6700",
        "6800",
        "7910",
        "7950",
        "7960",
        "7970",
        "7980",
        "7990",
        "8030",
        "8040",
        "8060",
        "8090",
        "8150",
        "8190",
        "8198",
        "8200",
        "8220",
        "8230",
        "8240",
        "8250",
        "8255",
        "8265",
        "8270",
        "8280",
        "8293",
    ]
)
MAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@((?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24})\b")
OFFICES = re.compile(
    r"e?-?podatelna|info\w*|urad|posta|sekretariat|kontakt|redakce|office|mesto|obec|mu|mestsky\.?urad|kpss|noreply"
    r"|socialni|odbor\w*|starosta|tajemnik|pripominky|contact|hello|admin|support|help|press",
    re.IGNORECASE,
)
PHONE = re.compile(
    r"(?<![\w/.,-])(?<!\d )((?:\+|00)\d{1,3}[ .-]?)?(\d{3})([ .-]?)(\d{3})([ .-]?)(\d{3})(?![\w/]|[ .,-]?\d)"
)
PHONE_SAID = re.compile(r"(?:tel|mob|phone|volejte|zavolejte|volat|č[ií]slo|call|cell)\w{0,6}\W{0,6}$", re.IGNORECASE)
MONEY = re.compile(
    r"\s{0,2}(?:Kč|CZK|,-|,–|EUR|€|USD|\$|tis|mil|korun|eur|%|obyvatel|m2|m²|lidí|people|crowns)", re.IGNORECASE
)

STREET = (
    r"(?:ul\.|ulic\w{1,2}|nám\.|náměstí|třída|třídě|tř\.|nábřeží|nábř\.|sídliště|č\.\s?p\.|čp\.|domě č\w*)"
    r"\s{0,2}(?:[^\W\d_][\w.]{0,30}\s){0,4}\d{1,4}(?:/\d{1,4})?[a-z]?\b"
)
PLACE = r"(?:[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ][\w.]{1,30}\s){1,3}(?:č\.\s?p\.\s?|čp\.\s?|č\.\s?)?\d{1,4}(?:/\d{1,4})?[a-z]?\b"
ENGLISH = r"\b\d{1,4}[a-z]?\s(?:[A-Z]\w{1,20}\s){1,3}(?:Street|Road|Avenue|Lane|Square|Drive|Court|Close|St|Rd|Ave)\b"
ADDRESS = re.compile(f"{STREET}|{PLACE}|{ENGLISH}")
POSTCODE = re.compile(r"[,;]?\s{0,2}\b[1-7]\d{2} ?\d{2}\s+[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ]")
AT_HOME = re.compile(
    r"\b(?i:bydl\w+|bytem\b|byt[ěu]\s|trval\w+ pobyt\w*|adres\w+|doma\b|(?:můj|náš|její|jeho) (?:dům|byt)|nájemník\w*"
    r"|soused\w*|syn\w*|dcer\w*|maminc\w*|matk\w*|babič\w*|lives?\b|living|resid\w+"
    r"|(?:my|his|her) (?:home|house|address|flat))|\b[Pp]an(?:[aíu]|em)?\s+[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ]\w+|\bMrs?\.?\s[A-Z]\w+"
)
AROUND = 60  # characters before an address in which somebody has to live there


def numbers_in(text: str) -> Iterator[Found]:
    """Birth numbers, accounts, addresses of mail and telephones."""
    yield from _births(text)
    yield from _accounts(text)
    for hit in MAIL.finditer(text):
        if not OFFICES.fullmatch(hit[1]):
            yield "email", hit[0], hit.start()
    yield from _phones(text)


def addresses_in(text: str) -> Iterator[Found]:
    """Where somebody lives: a house number with a postcode, or with words that say it is somebody's home."""
    for hit in ADDRESS.finditer(text):
        before = text[max(0, hit.start() - AROUND) : hit.end()]
        if POSTCODE.match(text, hit.end()) or AT_HOME.search(before):
            yield "address", hit[0].strip(), hit.start()


def _births(text: str) -> Iterator[Found]:
    for hit in BIRTH.finditer(text):
        year, month, day, slash, end = hit.groups()
        said = BIRTH_SAID.search(text, max(0, hit.start() - AROUND), hit.start())
        if len(end) == 3 and not (slash or said):
            continue
        if is_birth_number(year, month, day, end):
            yield "birth_number", hit[0], hit.start()


def is_birth_number(year: str, month: str, day: str, end: str) -> bool:
    """Whether these make a birth number: a real day of birth, and from 1954 on divisible by eleven."""
    short = len(end) == 3
    born = int(year) + (2000 if not short and int(year) < 54 else 1900)
    after = next((more for more in (70, 50, 20, 0) if int(month) > more), 0)  # women +50; from 2004 also +20
    try:
        date(born, int(month) - after, int(day))
    except ValueError:
        return False
    if short:
        return int(year) < 54 and end != "000"
    first, check = int(year + month + day + end[:3]), int(end[3])
    return first % 11 % 10 == check


def _accounts(text: str) -> Iterator[Found]:
    for hit in IBAN.finditer(text):
        if is_iban(hit[0]):
            yield "account", hit[0], hit.start()
    for hit in ACCOUNT.finditer(text):
        if hit[3] in BANKS and _weighs(hit[2]) and _weighs(hit[1] or "0"):
            yield "account", hit[0], hit.start()


def _weighs(digits: str) -> bool:
    return sum(int(digit) * weight for digit, weight in zip(digits.zfill(10), WEIGHTS, strict=True)) % 11 == 0


def is_iban(text: str) -> bool:
    """Whether the remainder of an IBAN is what ISO 13616 asks for."""
    code = text.replace(" ", "")
    if not 15 <= len(code) <= 34 or not code.isascii():
        return False
    return int("".join(str(int(letter, 36)) for letter in code[4:] + code[:4])) % 97 == 1


def _phones(text: str) -> Iterator[Found]:
    for hit in PHONE.finditer(text):
        if not hit[1] and hit[2][0] not in "234567":
            continue
        if hit[3] != hit[5] or (MONEY.match(text, hit.end()) and not hit[1]):
            continue
        said = PHONE_SAID.search(text[max(0, hit.start() - 20) : hit.start()])
        if hit[1] or said or hit[3] or hit[2][0] in "67":
            yield "phone", hit[0].strip(), hit.start()
