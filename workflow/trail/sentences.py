"""A verdict in words, Czech and English: the same facts twice, for somebody who has never seen a hash."""

from collections.abc import Iterator

from workflow.rules.case import Obstacle
from workflow.trail.findings import Finding, Wrong
from workflow.trail.verdict import BookTold, BundleVerdict, PlanTold

CZECH, ENGLISH = 0, 1

WRONG_TOLD: dict[Wrong, tuple[str, str]] = {
    Wrong.NOT_CANONICAL: (
        "není zapsán předepsaným způsobem ({why})",
        "is not written in the one prescribed way ({why})",
    ),
    Wrong.NOT_AN_ENTRY: ("nemá podobu záznamu ({why})", "does not have the shape of an entry ({why})"),
    Wrong.WRONG_NUMBER: ("nese číslo {given}", "bears the number {given}"),
    Wrong.OTHER_TERRITORY: (
        "patří území {given}, kniha je území {book}",
        "belongs to {given}, the book is that of {book}",
    ),
    Wrong.FACTS_DO_NOT_FIT: (
        "úkon {act} v něm má vadné údaje ({why})",
        "holds facts that do not fit the act {act} ({why})",
    ),
    Wrong.REFUSED: (
        "úkon {act} nebyl podle pravidel možný: {codes}",
        "the rules did not permit the act {act}: {codes}",
    ),
    Wrong.WORKED_OUT_OTHERWISE: (
        "úkon {act}: v údaji {field} stojí {book}, podle pravidel to je {rules}",
        "act {act}: the fact {field} says {book}, by the rules it is {rules}",
    ),
    Wrong.STAGE_DIFFERS: (
        "v údaji {field} stojí {book}, podle pravidel je plán ve stavu {rules}",
        "{field} says {book}, by the rules the plan is in {rules}",
    ),
    Wrong.CANNOT_BE_JUDGED: ("úkon {act} se nedá posoudit ({why})", "the act {act} cannot be judged ({why})"),
    Wrong.NUMBER_MISSING: (
        "připomínka má číslo {given}, na řadě je {expected}: některá chybí nebo je navíc",
        "the matter has number {given} where {expected} is due: one is missing or too many",
    ),
    Wrong.WITHOUT_END: ("připomínka {matter} nebyla vypořádána", "the comment {matter} was never settled"),
    Wrong.TWO_ENDS: ("připomínka {matter} nemá právě jeden konec", "the matter {matter} does not have exactly one end"),
    Wrong.OPENING_MISSING: (
        "chybí veřejný text ({field}, {commitment}) a žádný záznam redact neříká proč",
        "public words are missing ({field}, {commitment}) and no redact entry says why",
    ),
    Wrong.OPENING_WRONG: (
        "text není ten, který byl zapsán ({field}, {commitment}: {why})",
        "the words are not those that were committed to ({field}, {commitment}: {why})",
    ),
    Wrong.OPENING_UNKNOWN: (
        "text {commitment} nepatří k žádnému záznamu",
        "the text {commitment} belongs to no entry",
    ),
    Wrong.OPENING_NOT_PUBLIC: (
        "je přiložen text, který není veřejný ({field}, {commitment})",
        "words are enclosed that are not public ({field}, {commitment})",
    ),
    Wrong.OPENING_REDACTED: (
        "je přiložen text, který byl záznamem {by} odstraněn ({field}, {commitment})",
        "words are enclosed that entry {by} redacted ({field}, {commitment})",
    ),
    Wrong.EMPTY_BOOK: ("Kniha je prázdná.", "The book is empty."),
    Wrong.NOT_FOUNDED: ("není založením území", "does not found a territory"),
    Wrong.CHECKPOINT_UNREADABLE: ("Pečeť knihy nelze přečíst ({why}).", "The checkpoint cannot be read ({why})."),
    Wrong.CHECKPOINT_UNSIGNED: (
        "Pečeť knihy neplatí ({why}).",
        "The checkpoint is not validly signed ({why}).",
    ),
    Wrong.CHECKPOINT_OF_ANOTHER_BOOK: (
        "Pečeť je z knihy {origin}, tato kniha je území {territory}.",
        "The checkpoint is that of {origin}, this is the book of {territory}.",
    ),
    Wrong.SIZE_DIFFERS: (
        "Kniha má {lines} záznamů, zapečetěno jich je {size}.",
        "The book has {lines} entries, {size} are sealed.",
    ),
    Wrong.ROOT_DIFFERS: (
        "Záznamy nejsou ty, které byly zapečetěny: některý byl změněn, přidán, vynechán nebo přesunut.",
        "The entries are not those that were sealed: one was changed, added, left out or moved.",
    ),
    Wrong.KEY_UNREADABLE: ("Klíč knihy nelze přečíst ({why}).", "The book's key cannot be read ({why})."),
    Wrong.KEY_NOT_RECORDED: (
        "Knihu pečetí klíč {fingerprint}, v knize je zaznamenán {recorded}.",
        "The book is sealed with key {fingerprint}, the key on record is {recorded}.",
    ),
    Wrong.KEY_NOT_YOURS: (
        "Klíč knihy {fingerprint} není mezi klíči, které jste dodali.",
        "The book's key {fingerprint} is not among the keys you gave.",
    ),
    Wrong.WITNESS_WRONG: ("Podpis svědka neplatí ({why}).", "A witness's signature does not hold ({why})."),
    Wrong.OLD_CHECKPOINT_LONGER: (
        "Starší pečeť zahrnuje {old} záznamů, tato kniha jich má jen {size}: konec chybí.",
        "The older checkpoint covers {old} entries, this book has only {size}: its end is missing.",
    ),
    Wrong.OLD_CHECKPOINT_DIFFERS: (
        "Prvních {old} záznamů není těch, které kryje starší pečeť: kniha byla přepsána.",
        "The first {old} entries are not those under the older checkpoint: the book was rewritten.",
    ),
    Wrong.OLD_CHECKPOINT_UNSIGNED: (
        "Starší pečeť nepodepsal klíč této knihy ({why}).",
        "The older checkpoint is not signed by this book's key ({why}).",
    ),
    Wrong.OLD_CHECKPOINT_ELSEWHERE: (
        "Starší pečeť je z knihy {origin}, která zde není.",
        "The older checkpoint is that of {origin}, which is not here.",
    ),
    Wrong.LIFECYCLE_DIFFERS: (
        "Soubor lifecycle.json říká jiný běh plánu než pravidla.",
        "lifecycle.json tells another course of a plan than the rules.",
    ),
    Wrong.PROCESS_DIFFERS: (
        "Soubor process/{name}.toml není ten, který jeho název udává.",
        "process/{name}.toml is not the file its name says.",
    ),
    Wrong.PROCESS_UNREADABLE: (
        "Soubor process/{name}.toml není popis postupu ({why}).",
        "process/{name}.toml is not a process file ({why}).",
    ),
    Wrong.ROWS_DIFFER: (
        "Databáze říká v tabulce {table} o {key} něco jiného než kniha.",
        "The database says something else than the book of {key} in {table}.",
    ),
    Wrong.TILE_DIFFERS: ("Uložený otisk {path} neodpovídá knize.", "The stored hashes {path} do not match the book."),
}

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
