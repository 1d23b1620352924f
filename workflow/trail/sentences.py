"""A verdict in words, Czech and English: the same facts twice, for somebody who has never seen a hash."""

from collections.abc import Iterator

from workflow.rules.case import Obstacle
from workflow.trail.findings import Finding
from workflow.trail.verdict import BookTold, BundleVerdict, PlanTold
from workflow.trail.wrongs import WRONG_TOLD

CZECH, ENGLISH = 0, 1

STAGES_TOLD: dict[str, tuple[str, str]] = {
    "preparation": ("příprava", "preparation"),
    "drafting": ("tvorba návrhu", "drafting"),
    "steering": ("návrh je u řídicí skupiny", "with the steering group"),
    "posted": ("návrh je zveřejněn", "posted"),
    "commenting": ("připomínkování", "open for comment"),
    "resolving": ("vypořádání připomínek", "settling comments"),
    "final_signoff": ("závěrečné schválení řídicí skupinou", "final sign-off"),
    "councils": ("v zastupitelstvech", "with the councils"),
    "adopted": ("schválen", "adopted"),
    "in_force": ("platí", "in force"),
    "withdrawn": ("stažen", "withdrawn"),
    "superseded": ("nahrazen dalším plánem", "superseded"),
}

ENDS_TOLD: dict[str, tuple[str, str]] = {
    "accepted": ("přijato", "accepted"),
    "accepted_in_part": ("přijato zčásti", "accepted in part"),
    "not_accepted": ("nepřijato", "not accepted"),
    "explained": ("vysvětleno", "explained"),
    "noted": ("vzato na vědomí", "noted"),
    "out_of_scope": ("postoupeno jinam", "out of scope"),
    "duplicate_of": ("totožné s jinou", "duplicate"),
    "carried": ("přeneseno do dalšího období", "carried to the next cycle"),
    "split": ("rozděleno na body", "split into points"),
}

RESULTS_TOLD: dict[str, tuple[str, str]] = {
    "pass": ("přijato", "passed"),
    "fail": ("nepřijato", "failed"),
    "inquorate": ("neusnášeníschopné", "inquorate"),
    "invalid": ("počty nesouhlasí", "counts do not add up"),
}


def told(verdict: BundleVerdict, name: str, language: int) -> Iterator[str]:
    """The lines of a verdict on the bundle `name` in one language."""
    yield (f"Ověření knihy záznamů: {name}", f"Verification of the record: {name}")[language]
    for found in verdict.findings:
        yield "  ! " + finding_told(found, language)
    for book in verdict.books:
        yield ""
        yield from book_told(book, language)
    yield ""
    yield result_told(verdict, language)


def result_told(verdict: BundleVerdict, language: int) -> str:
    """The one sentence people read."""
    if not verdict.holds:
        return (
            "VÝSLEDEK OVĚŘENÍ: NESOUHLASÍ. Co nesouhlasí, je uvedeno výše za vykřičníkem.",
            "RESULT: IT DOES NOT HOLD. What is wrong stands above, behind an exclamation mark.",
        )[language]
    if not verdict.compared:
        return (
            "VÝSLEDEK OVĚŘENÍ: souhlasí, bylo-li to podepsáno klíčem města. Porovnejte otisk klíče uvedený výše s tím, "
            "který město zveřejnilo.",
            "RESULT: it holds, if the signature is the town's. Compare the key's fingerprint above with the one the "
            "town published.",
        )[language]
    return ("VÝSLEDEK OVĚŘENÍ: souhlasí.", "RESULT: it holds.")[language]


def finding_told(found: Finding, language: int) -> str:
    """One thing that is wrong, as a sentence that names the entry."""
    facts = dict(found.facts)
    if found.obstacles:
        facts["codes"] = ", ".join(dict.fromkeys(obstacle_told(obstacle, language) for obstacle in found.obstacles))
    sentence = WRONG_TOLD[found.wrong][language].format(**facts)
    if found.n is None:
        return sentence
    return (f"Záznam č. {found.n}: {sentence}.", f"Entry {found.n}: {sentence}.")[language]


def obstacle_told(obstacle: Obstacle, language: int) -> str:
    """A refusal's code with the principle or paragraph it rests on."""
    if obstacle.law is not None:
        act, _, paragraph = obstacle.law.partition(" ")
        law = (f"{paragraph} zákona č. {act} Sb.", f"Act {act}, {paragraph}")[language]
        return f"{obstacle.code} ({law})"
    if obstacle.principle is not None:
        return f"{obstacle.code} ({('zásada', 'principle')[language]} {obstacle.principle})"
    return obstacle.code


def book_told(book: BookTold, language: int) -> Iterator[str]:
    """The lines about one book."""
    yield (f"Kniha {book.slug}: {book.size} záznamů", f"Book {book.slug}: {book.size} entries")[language] + (
        f", {book.first_at} – {book.last_at}" if book.read else ""
    )
    if book.fingerprint is not None:
        yes = ("ten, který jste dodali", "the one you gave")[language]
        no = ("porovnejte jej s tím, který město zveřejnilo", "compare it with the one the town published")[language]
        yield ("  otisk klíče: ", "  key fingerprint: ")[language] + book.fingerprint
        yield f"    ({yes if book.key_confirmed else no})"
    if book.root is not None:
        sealed = (f"pečeť přes {book.sealed} záznamů", f"checkpoint over {book.sealed} entries")[language]
        yield f"  {sealed}: {book.root}"
    yield from _assurances(book, language)
    for plan in book.plans:
        yield from plan_lines(plan, language)
    for found in book.findings:
        yield "  ! " + finding_told(found, language)
    if book.findings and book.read < book.size:
        yield (
            f"    Záznamů v pořadí, které pravidlům odpovídají: {book.read}; záznamy za chybným se neposuzují.",
            f"    Entries that follow the rules, in order: {book.read}; those behind the wrong one are not judged.",
        )[language]


def _assurances(book: BookTold, language: int) -> Iterator[str]:
    if book.extends is not None:
        yield (
            f"  navazuje na starší pečeť přes {book.extends} záznamů",
            f"  continues the older checkpoint over {book.extends} entries",
        )[language]
    if book.witnesses:
        yield ("  svědci: ", "  witnesses: ")[language] + ", ".join(book.witnesses)
    if book.witnesses_unknown:
        note = ("svědci, jejichž klíče jste nedodali", "witnesses whose keys you did not give")[language]
        yield f"  {note}: " + ", ".join(book.witnesses_unknown)
    if book.read and book.read == book.size:
        yield (
            f"  každý z {book.size} záznamů byl znovu posouzen podle pravidel; texty: {book.public} veřejných, "
            f"{book.withheld} neveřejných, {book.redacted} odstraněných záznamem",
            f"  each of the {book.size} entries was judged again by the rules; words: {book.public} public, "
            f"{book.withheld} not public, {book.redacted} redacted by an entry",
        )[language]
    for by, wrong in book.corrections:
        yield (f"  záznam č. {by} opravuje záznam č. {wrong}", f"  entry {by} corrects entry {wrong}")[language]
    yield from _references(book, language)


def _references(book: BookTold, language: int) -> Iterator[str]:
    """What this book says of entries of other books, and whether those books were there to ask."""
    if book.references:
        yield (
            f"  odkazů na záznamy jiných knih porovnáno s těmi knihami: {book.references}",
            f"  references to entries of other books, compared with those books: {book.references}",
        )[language]
    for territory, numbers in book.unchecked:
        listed = ", ".join(str(n) for n in numbers)
        yield (
            f"  neověřeno: kniha {territory} zde není; odkazují na ni záznamy č. {listed}",
            f"  unchecked: the book of {territory} is not here; entries that refer to it: {listed}",
        )[language]
    for told in book.corrected:
        yield (
            f"  záznam č. {told.n} počítá se záznamem č. {told.entry} knihy {told.territory}, "
            f"který tam později opravil záznam č. {told.by}",
            f"  entry {told.n} counts entry {told.entry} of the book of {told.territory}, "
            f"which entry {told.by} there corrected later",
        )[language]


def plan_lines(plan: PlanTold, language: int) -> Iterator[str]:
    """The lines about one plan."""
    title = f"„{plan.title}“ ({plan.key})" if plan.title else plan.key
    yield f"  {title}: {STAGES_TOLD[plan.stage][language]}"
    ends = ", ".join(f"{ENDS_TOLD.get(end, (end, end))[language]} {count}" for end, count in plan.ends)
    yield (
        f"    připomínek a podnětů {plan.received}, nevypořádaných {plan.open}",
        f"    comments and suggestions {plan.received}, still open {plan.open}",
    )[language] + (f"; {ends}" if ends else "")
    yield (
        f"    rozhodnutí dohodou {plan.by_consensus}, nouzovým hlasováním {plan.by_vote}, kol celkem {plan.calls}",
        f"    decided by consensus {plan.by_consensus}, by emergency vote {plan.by_vote}, rounds in all {plan.calls}",
    )[language]
    for council in plan.councils:
        result = RESULTS_TOLD.get(council.result, (council.result, council.result))[language]
        odd = ("; vyhlášeno bylo něco jiného", "; something else was announced")[language] * council.contradiction
        yield (
            f"    {council.council}: pro {council.yes} z {council.members_total} členů – {result}{odd}",
            f"    {council.council}: {council.yes} of {council.members_total} members for – {result}{odd}",
        )[language]
    for n, guard in plan.exemptions:
        yield (
            f"    výjimka udělená řídicí skupinou: {guard} (záznam č. {n})",
            f"    exception granted: {guard} (entry {n})",
        )[language]
