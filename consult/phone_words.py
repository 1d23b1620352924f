"""Six words for the telephone: what a person reads aloud to the office instead of spelling the secret of their link.

The words follow from the secret, so nothing but a digest of them is kept. The list holds 512 short Czech nouns, chosen
so that any two differ in at least two sounds as a telephone carries them: six of them are 54 bits, behind a counter
where guessing is counted.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable
from unicodedata import combining, normalize

from django.conf import settings

WORDS = tuple(
    """
    adresa album ananas astra atlas autobus babička bábovka balkon bambus banán barva báseň batoh bazalka beruška
    bláto bledule blesk borůvka brambor brána bratr bříza brouk brusle brýle budík čajovna candát časopis cedník
    celer čepice červen česnek cesta chalupa chléb chmel chodba chodník cibule cihla činely citron člun čočka
    čtvrtek cukr dálnice dárek datel dědeček delfín deník déšť deštník dětství dílna divadlo dopis dort drát dřevo
    drozd duben duha dveře dvůr dýně džbán džíny farma fazole fialka flétna fontána galerie garáž gazela gepard
    glóbus guláš halenka hasič hedvábí herec hlína hnízdo hodiny hokej holínka holub hora hotel housle hrách hřeben
    hřebík hříbě hřiště hrnek hrom hrozen hruška hvězda inkoust jablko jahoda jalovec jantar jarmark jaro jasan
    jasmín javor ječmen jedle jehla jehně jelen jeskyně jestřáb ježek jezero jezevec jiskra jitro jmelí jogurt kabát
    kabelka kachna kakao kaktus kámen kamera kamzík kanoe kapitán kapradí kapsa kartáč kaštan káva kavárna kbelík
    kino kladivo klavír klíč klobouk klokan knedlík kniha knoflík koala koberec koblih kokos koláč koleno kolo
    kolotoč komár kometa komín kompas konev konvice kopec kopr kopřiva korál koruna kosatec košile kotě kotva
    krabice kraj králík křen křeslo křída křídlo krmítko krtek kuchař kuchyň kufr kukačka kulička kužel květ květák
    květen kytara kytice labuť lachtan láhev lampa látka lavice leden lednice ledovec lepidlo letadlo letiště léto
    lilek lilie límec lípa liška lívanec loket lopata losos louka ložnice lucerna lustr lyže lžíce magnet maják
    malina mandle máslo máta mazanec mech medvěd melodie meloun meruňka měsíc město mince mléko mlha mlýn mlynář
    modřín moře most motorka motýl mramor mráz mrkev muzeum mýdlo nádoba nádraží nálepka náměstí náramek narcis
    neděle nudle nůžky obálka obchod obloha obraz ocet oheň okno okurka olej olše omáčka omeleta opera oplatka opona
    ořech osika ostrov otava oves palác palma panda panenka papír paprika park paseka pastýř pavouk pažitka pekař
    pekárna pelikán pepř pergola peřina perník peron petržel pila písek plachta plakát planeta pláž plot počítač
    podlaha podnos podzim pohádka pohár pohovka poklad pokoj pole poledne polévka polka polštář ponožka popel pórek
    pošta postel potok pouť pračka pramen předsíň princ přístav přítel provaz pružina pšenice pštros pstruh pumpa
    racek rádio radnice rajče raketa rákos rameno ráno ředkev řeka řetěz řidič říjen rosa ručník růže rybář rybíz
    rybník šafrán salát šalvěj schody sedlo semafor sešit sestra sever silnice šípek skála sklep sklo skokan školka
    skořice skříň skřivan sláma slavík slon slovník slunce smetana smrk sníh sobota sojka sokol soumrak soused sova
    špaček špenát sporák srnec šroub srpen stadion stáj štětec štika štít stodola straka stráň středa stříbro struna
    strýc studna stůl sukně šunka sušenka svátek švestka svetr svíčka sýkora talíř tanec tapeta telefon terasa tesař
    topol továrna traktor tramvaj tráva tričko truhla tržnice tulipán tunel tužka tvaroh tygr ubrus ucho učitel
    údolí ulice úsměv vafle vagon vanilka varhany vážka včela večer vejce veranda vesnice větev větrník veverka
    višeň vítr vláček vlajka vlak vlna voda vodopád volavka vrabec vrata vrba východ výlet vysavač výtah žába záhon
    zahrada zajíc zákusek záliv žaluzie zámek zápalka září žárovka zástěra zásuvka závěs závin zebra žebřík železo
    zelí želva země židle zima žito žížala známka zobák zpěvák zrcadlo zrno župan zvonek
    """.split()  # noqa: SIM905  a list of 512 quoted words would hide them
)
HOW_MANY = 6
_BITS = 9
_USE = b"dohoda/phone-words/v1"
# Voiced and unvoiced, m and n, i and y cannot be told apart over a bad line; lengths of vowels are heard differently.
_HEARD = str.maketrans("zdbvgmy", "stpfkni")

assert len(WORDS) == 1 << _BITS


def words_for(secret: str) -> tuple[str, ...]:
    """The six words of the person whose link holds `secret`; the same each time, and they say nothing about it."""
    derived = int.from_bytes(hmac.digest(secret.encode(), _USE, "sha256"))
    return tuple(WORDS[derived >> _BITS * place & len(WORDS) - 1] for place in range(HOW_MANY))


def digest_of(words: str | Iterable[str]) -> str:
    """How six words are kept: a keyed digest, 64 hex digits, blind to diacritics, case, spacing and what sounds alike.

    The key lies outside the database: whoever has only a copy of that cannot try words out.
    """
    heard = " ".join(sound_of(word) for word in typed_words(words))
    return hmac.new(settings.PHONE_WORDS_KEY, heard.encode(), hashlib.sha256).hexdigest()


def typed_words(words: str | Iterable[str]) -> list[str]:
    """The words in what was typed, however they are parted."""
    typed = words if isinstance(words, str) else " ".join(words)
    return re.findall(r"[^\W\d_]+", typed)


def unknown_words(words: str | Iterable[str]) -> list[str]:
    """Those typed that no slip can carry: misheard or mistyped for sure. The list is public, so this tells nothing."""
    return [word for word in typed_words(words) if sound_of(word) not in _SOUNDS]


def sound_of(word: str) -> str:
    """What is left of a word over a bad line: "Řeka" and "reka" are one, and so are "led" and "let"."""
    bare = "".join(letter for letter in normalize("NFD", word.casefold()) if not combining(letter))
    spoken = bare.replace("ch", "h").replace("x", "ks").replace("q", "k").replace("w", "v")
    return re.sub(r"(.)\1+", r"\1", spoken.translate(_HEARD))


_SOUNDS = frozenset(map(sound_of, WORDS))
