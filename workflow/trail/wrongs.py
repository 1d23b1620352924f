"""What can be wrong, in words, Czech and English: one sentence for each code of `findings`."""

from workflow.trail.findings import Wrong

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
    Wrong.REFERENCE_FORGED: (
        "odkazuje na záznam č. {entry} v knize {territory}, ale v té knize stojí něco jiného ({field})",
        "refers to entry {entry} of the book of {territory}, but that book says something else ({field})",
    ),
    Wrong.REFERENCE_DOES_NOT_FIT: (
        "odkazuje na záznam č. {entry} v knize {territory}, který se sem nehodí ({why})",
        "refers to entry {entry} of the book of {territory}, which does not fit here ({why})",
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
