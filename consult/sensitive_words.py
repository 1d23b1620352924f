"""The words by which `sensitive_health` knows an illness, a person, and what speaks of many or of a service.

Lower case, without diacritics; an asterisk stands for any ending. Czech first, then English.
"""

import re


def _any(words: str) -> re.Pattern[str]:
    return re.compile("|".join(word.replace("*", r"\w*") for word in words.split()))


ILLNESS = _any("""
    schizofren* demenc* dementni alzheim* autis* asperger* epilep* deprese depresi depresemi depresich uzkosti
    uzkostmi bipolarni* rakovin* nador* leukemi* cukrovk* diabet* mrtvic* parkinson* skleroz* hiv hepatitid*
    zloutenk* tuberkuloz* infarkt* astma* alkoholik alkoholika alkoholicka alkoholickou alkoholism* narkoman
    narkomana narkomanka toxikoman* postizena postizeny postizene postizeneho postizenemu postizenou postizeni
    postizenim hendikep* handicap* vozickar vozickare vozickarka vozickarku voziku nevidom* neslysici hlucha
    hluchy hlucheho hluchou slepa slepy slepeho slepou nemoc nemoci nemocna nemocny nemocneho nemocnou onemocn*
    psychoz* diagnoz* diagnostik* inkontinen* potrat* tehotna tehotnou sebevrazd* chemoterapi* dialyz*
    transplant* adhd dmo obrn* downuv downovym downova downovi upoutan* ochrnut* imobiln* retardovan*
    hospitaliz* anorexi* bulimi* antidepres* umira invalida invalidka invalidu invalidni* zavislosti zavisly
    zavisla zavisleho zavislou zavislej pervitin*
    schizophreni* dementia autis* depression depressed anxiety bipolar cancer tumour tumor leukaemia stroke
    sclerosis aids hepatitis alcoholic alcoholism addict addicted addiction disabled disability wheelchair blind
    deaf diagnosed ill illness pregnant suicidal suicide miscarriage abortion chemotherapy dialysis ptsd
    paralysed paralyzed psychosis psychotic incontinent antidepressants overdosed asthma
""")

NEEDS_BEFORE = {  # an illness only after one of these
    "voziku": _any("na"),
    "zavislosti": _any("stupen stupni stupne stupnem jeho jeji moji ma trpi"),
}
NEEDS_AFTER = {  # an illness only when one of these is among the two words behind it
    form: _any("alkohol* drog* lecich pervitin* heroin* automat* hrani hracich opi*")
    for form in ("zavisly", "zavisla", "zavisleho", "zavislou", "zavislej")
}

MANY = _any("""
    lide lidi lidem lidech lidmi osob* klienti klienty klientu klientum klientech uzivatel* pacient* senior*
    deti detem detmi detech rodiny rodin rodinam rodinach rodinami rodice rodicu rodicum rodici obcan* dospel*
    studen* zaci zaky zaku matky matek matkam zeny zen zenam muzi muzu muzum tech spoluobcan* pripad* kazdy
    kazdeho nekdo nekoho
    people persons person clients users patients seniors children kids families adults students those everyone
    anyone someone somebody women men veterans citizens individuals residents youth parents
""")
PLURAL = re.compile(r"\w+(?:ych|ym|ymi|icich|icim|icimi)")

SERVICE_BEFORE = _any("""
    pro sluzb* centr* poradn* domov* stacionar* pece peci lecb* prevenc* osvet* program* pomoc* podpor* svetovy
    tyden problematik* skupin* oddelen* ambulanc* lekar* proti kolem typu epidemi* zpusobi zpusobuje riziko
    rizika
    for about against service services centre center care support treatment prevent prevents prevention cause
    causes causing raise risk war
""")
SERVICE_AFTER = _any("""
    centr* poradn* domov* stacionar* klinik* ambulanc* oddelen* sluzb* spolecnost* ulic* program* prevenc*
    uliczk* pasaz* rameno skvrn*
    centre center clinic clinics service services program programs programme programmes treatment research rate
    rates screening awareness access accessible spot spots eye ears advised equipped informed parking people
    person
""")

OWN = _any("""
    mam ziju ziji mivam trpim trpel trpela jsem beru uzivam lecim zjistili diagnostikovali prodelal prodelala prekonal
    prekonala
""")
OWN_ENGLISH = _any("have ve am m was had suffer got became live struggle ended")  # after "I"
OWN_BEHIND = _any("trpim lecim")
FILLER = _any("""
    uz jiz take taky tezk* lehk* chronick* siln* vrozen* diagnostikovan* od narozeni detstvi dlouh* let leta
    roky roku rok po s se na v ve i a ja sam sama trochu velmi plne prakticky castecne byl byla dusevne
    psychicky mentalne telesne zdravotne mi mne mu ji u nej ni nekolik roztrousen* manick* zust* pokrocil*
    zhoubn* prave porad stale od drive loni totiz zrejme asi pry mozkov* detsk* tezce lehce silne dva dve tri
    ctyri pet sest sedm osm devet deset mnoho
    a an the been not very severe severely mild mildly chronic chronically mental mentally physically legally
    from with in since still also just partially fully type stage terminal terminally clinical clinically left
    on lung breast brain young my for years diagnosed suffering recovering former was be being bit little really
""")

KIN = _any("""
    syn syna synovi synem synek synka dcera dcery dceru dceri dcerou dcerka dcerku dcerce matka matku matkou
    matce mama mamu mamou mamin* otec otce otci otcem tata tatu taty tatinek tatink* manzel manzela
    manzelovi manzelem manzelka manzelku manzelce manzelkou bratr bratra bratrovi bratrem babicka babicku
    babickou babicky babicce deda dedu dedy dedecek dedeck* vnuk vnuka vnukovi vnukem vnucka vnucku vnucce
    vnuckou stryc stryce strycek tchyne tchyni tchan tchana soused souseda sousedovi sousedem sousedka sousedku
    sousedce sousedkou kamarad kamarada kamaradovi kamaradka kamaradku snacha snachu svagr svagra svagrova
    bratranec sestrenice druzka pritelkyne neter synovec synovce
""")
KIN_IF_OWN = _any("""
    sestra sestry sestru sestre sestrou dite ditete diteti ditetem deti detem rodice rodicum muz muze muzi muzem
    zena zenu zenou zene partner partnera partnerka partnerku teta tetu tety pritel pritele kolegyne kolega
    kolegu zak zaka klient klienta klientka klientku sef sefa
    son sons daughter daughters mother father mum mom mama dad wife husband brother brothers sister sisters
    child children kid kids baby partner grandmother grandma grandfather grandpa grandson granddaughter uncle
    aunt nephew niece cousin neighbour neighbor friend boss colleague boyfriend girlfriend roommate parents
""")
POSSESSIVE = _any("""
    muj meho memu mem mym moje moji mou me mam mame nas nase naseho nasemu nasi jeho jeji jejiho jejimu tvuj tvoje
    my our his her their
""")
NOT_BEFORE = {"blind": _any("to"), "deaf": _any("to")}  # no illness in front of one of these
TITLED = re.compile(  # a name with "Mr", or one that is called ours
    r"\b(?:[Pp]an(?:[aíu]|em)?|[Nn]aš[eií]|[Nn]áš|[Mm]ůj|[Mm]oje)\s+[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ][^\W\d_]+"
    r"|\b(?:Mrs?|Ms)\.?\s+[A-Z][a-z]+"
)
