"""Words that invented plans are made of: places, bodies, sources, and texts by field of work.

`{p}` is a place in the genitive (`Ozolaines`), `{n}` a small number.
"""

from __future__ import annotations

from dataclasses import dataclass

PLACES = (
    "Ozolaines", "Mārkalnes", "Dzelzupes", "Vējkalnes", "Strautmuižas", "Kārklienas", "Līčupes",
    "Žagatkroga", "Ķērpjavas", "Sūnezera", "Bērzlejas", "Ģipkalnes", "Čiekurnieku", "Īvandes",
)  # fmt: skip
SOURCES = (
    "Pašvaldības budžets", "Valsts budžets", "ES fondi", "Privātais finansējums", "ERAF", "ESF+",
    "ELFLA", "Kohēzijas fonds", "Valsts kases aizņēmums", "Interreg", "Cits finansējums",
    "LVAF", "Atveseļošanas fonds", "Norvēģijas finanšu instruments",
)  # fmt: skip
PARTNERS = (
    "NVO", "VARAM", "LIAA", "NVA", "VSIA „Latvijas Valsts ceļi”", "uzņēmēji", "iedzīvotāji",
    "VUGD", "Valsts policija", "blakus pašvaldības", "Latvijas Pašvaldību savienība",
    "biedrība „Mūsu krasts”", "CFLA", "Dabas aizsardzības pārvalde", "plānošanas reģions",
    "izglītības iestādes", "AS „Latvijas valsts meži”", "zemes īpašnieki", "NVO u.c.",
)  # fmt: skip
DUTIES = ("projektu vadītājs", "pagastu nodaļas", "sadarbībā ar pagastiem")
STATES = ("Plānots", "Uzsākts", "Īstenots", "Turpinās", "Pārcelts", "Idejas līmenī")
TYPES = ("Būvniecība", "Pārbūve", "Pakalpojums", "Iegāde", "Pētījums", "Sadarbība")
NOTES = (
    "Atkarīgs no pieejamā ārējā finansējuma", "Projekta iesniegums iesniegts",
    "Nepieciešama tehniskā dokumentācija", "Prioritāri īstenojams", "Kopprojekts ar kaimiņiem",
    "Būvprojekts izstrādāts", "Tiek precizēts pēc iepirkuma",
)  # fmt: skip
LINKS = (
    "NAP2027, rīcības virziens „Stipras ģimenes”", "Ilgtspējīgas attīstības stratēģija",
    "Reģiona attīstības programma", "Reģionālās politikas pamatnostādnes", "NAP2027, SAM 5.1.1.",
    "Teritorijas plānojums", "Enerģētikas un klimata rīcības plāns", "Ceļu attīstības programma",
)  # fmt: skip
MONEY_WORDS = (
    "Esošā budžeta ietvaros", "Nav nepieciešams", "Tiks precizēts", "Pašvaldības budžeta ietvaros",
    "Atbilstoši projektam", "Noteiks tāmē",
)  # fmt: skip
PERIOD_WORDS = ("pastāvīgi", "katru gadu", "regulāri", "visu periodu", "Pastāvīgi")
ABBREVIATIONS = (
    ("AP", "Attīstības programma"), ("CFLA", "Centrālā finanšu un līgumu aģentūra"),
    ("CSP", "Centrālā statistikas pārvalde"), ("ERAF", "Eiropas Reģionālās attīstības fonds"),
    ("ELFLA", "Eiropas Lauksaimniecības fonds lauku attīstībai"),
    ("ESF+", "Eiropas Sociālais fonds Plus"), ("ES", "Eiropas Savienība"),
    ("LIAA", "Latvijas Investīciju un attīstības aģentūra"),
    ("LVAF", "Latvijas vides aizsardzības fonds"), ("NVA", "Nodarbinātības valsts aģentūra"),
    ("NVO", "Nevalstiskā organizācija"), ("PII", "Pirmsskolas izglītības iestāde"),
    ("VARAM", "Viedās administrācijas un reģionālās attīstības ministrija"),
    ("VUGD", "Valsts ugunsdzēsības un glābšanas dienests"),
)  # fmt: skip
OUTCOMES = (
    ("Iedzīvotāju skaits gada sākumā", "skaits", "PMLP"),
    ("Reģistrētā bezdarba līmenis", "%", "NVA"),
    ("Jaundzimušo skaits gadā", "skaits", "CSP"),
    ("Pašvaldības autoceļu ar melno segumu īpatsvars kopējā ceļu garumā", "%", "Īpašumu nodaļa"),
    ("Uzņēmumu skaits uz 1000 iedzīvotājiem", "skaits", "Lursoft"),
    ("Vidējais siltumenerģijas patēriņš pašvaldības ēkās", "kWh/m²", "Energopārvaldnieks"),
    ("Dalīti savākto atkritumu īpatsvars", "%", "SIA „Zaļā josta”"),
    ("Tūristu mītnēs apkalpoto viesu skaits", "skaits", "CSP"),
    ("Interešu izglītībā iesaistīto bērnu īpatsvars", "%", "Izglītības pārvalde"),
    ("Kultūras pasākumu apmeklējumu skaits", "skaits", "Kultūras nodaļa"),
)  # fmt: skip
INTRO = (
    "Rīcības plāns ir attīstības programmas sastāvdaļa, kurā noteikts pasākumu kopums stratēģiskās "
    "daļas uzstādījumu īstenošanai, norādot atbildīgos, laiku, resursus un rezultātus.",
    "Plānu aktualizē ne retāk kā reizi trijos gados, saskaņojot to ar pašvaldības budžetu kārtējam "
    "gadam un ņemot vērā iedzīvotāju priekšlikumus.",
    "Norādītās izmaksas ir indikatīvas un tiek precizētas, izstrādājot tehnisko dokumentāciju.",
    "Plāna īstenošanu uzrauga dome, izskatot ikgadējo pārskatu par paveikto un secinājumiem.",
)
TITLE_LINES = (
    "APSTIPRINĀTS ar domes 2022. gada 27. janvāra lēmumu Nr. 15 (protokols Nr. 2, 4.§)",
    "Izdomāts dokuments programmas pārbaudei", "1. redakcija", "Rīcības plāns",
    "Aktualizēts ar domes 30.03.2023. lēmumu Nr. 118",
)  # fmt: skip
REMARKS = (
    "Pasākumi īstenojami, ņemot vērā pieejamo finansējumu un iedzīvotāju vajadzības.",
    "Turpmāk tabulā apkopoti plānotie pasākumi, to izpildītāji un laiks.",
    "Pasākumu secība nenorāda to svarīgumu.",
)
TAILS = (
    "tai skaitā teritorijas labiekārtošana", "ievērojot vides pieejamības prasības",
    "piesaistot ārējo finansējumu", "sadarbībā ar vietējo kopienu", "un aprīkojuma iegāde",
    "paaugstinot energoefektivitāti un samazinot uzturēšanas izmaksas",
    "(I un II kārta)", "un tehniskās dokumentācijas izstrāde",
    "nodrošinot pakalpojumu pieejamību arī attālākajos pagastos un ciemos",
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    """A field of work: names for each level, and what its measures bring."""

    priorities: tuple[str, ...]
    directions: tuple[str, ...]
    tasks: tuple[str, ...]
    measures: tuple[str, ...]
    results: tuple[str, ...]
    bodies: tuple[str, ...]


GOALS = (
    "Izglītota, radoša un vesela sabiedrība", "Ilgtspējīga un droša dzīves vide",
    "Konkurētspējīga un inovatīva ekonomika", "Saliedētas kopienas un gudra pārvaldība",
)  # fmt: skip
FIELDS = (
    Field(
        ("Mūsdienīga un pieejama izglītība", "Zināšanas un prasmes mūža garumā"),
        ("Kvalitatīva pirmsskolas izglītība", "Konkurētspējīga vispārējā izglītība",
         "Interešu un pieaugušo izglītība", "Mūsdienīga mācību vide"),
        ("Pilnveidot izglītības iestāžu infrastruktūru", "Nodrošināt iekļaujošu izglītību",
         "Attīstīt interešu izglītības piedāvājumu", "Uzlabot pedagogu profesionālo kapacitāti",
         "Paplašināt pieaugušo izglītības iespējas", "Veicināt jauniešu iniciatīvas"),
        ("{p} pamatskolas ēkas pārbūve", "{p} pirmsskolas iestādes grupu telpu atjaunošana",
         "Mācību kabinetu modernizācija {p} vidusskolā", "{p} skolas stadiona izbūve",
         "Atbalsta personāla pakalpojumi {p} pagasta skolās", "Karjeras dienu cikls {p} jauniešiem",
         "Pieaugušo mācību programma {p} tautskolā", "Digitālo mācību līdzekļu iegāde {p} skolām"),
        ("Atjaunoti {n} mācību kabineti", "Izveidotas {n} jaunas vietas bērniem",
         "apmācīti {n} pedagogi", "Samazināts siltumenerģijas patēriņš par {n} %",
         "Iesaistīti {n} izglītojamie", "īstenotas {n} neformālās izglītības programmas"),
        ("Izglītības pārvalde", "Jauniešu centrs", "vispārējās izglītības iestādes",
         "PII „Pīlādzītis”"),
    ),
    Field(
        ("Veselīga un sociāli aizsargāta sabiedrība", "Iekļaujoša un atbalstoša sabiedrība"),
        ("Pieejami veselības aprūpes pakalpojumi", "Sociālā drošība un atbalsts ģimenēm",
         "Aktīvs dzīvesveids un sports", "Mājokļu pieejamība"),
        ("Uzlabot sociālo pakalpojumu pieejamību", "Attīstīt sabiedrībā balstītus pakalpojumus",
         "Veicināt iedzīvotāju fiziskās aktivitātes", "Nodrošināt primārās veselības aprūpi",
         "Stiprināt ģimeņu atbalsta sistēmu", "Palielināt mājokļu pieejamību"),
        ("{p} dienas aprūpes centra izveide", "{p} aktīvās atpūtas laukuma izbūve",
         "{p} doktorāta telpu atjaunošana", "Mobilās brigādes pakalpojums {p} pagastā",
         "Sociālo dzīvokļu remonts {p} ciemā", "{p} sporta halles jumta nomaiņa",
         "Veselības veicināšanas pasākumi {p} pagastā", "Atbalsta grupas {p} ģimenēm"),
        ("Izveidotas {n} klientu vietas", "Pakalpojumu saņem {n} personas gadā",
         "gadā notiek {n} nodarbības", "Atjaunoti {n} dzīvokļi", "uzstādīti {n} āra trenažieri",
         "Samazināts rindā gaidošo skaits"),
        ("Sociālais dienests", "Sporta centrs", "SIA „Novada slimnīca”", "Bāriņtiesa"),
    ),
    Field(
        ("Sakārtota infrastruktūra un ērta mobilitāte", "Savienots un sasniedzams novads"),
        ("Droši ceļi un ielas", "Kvalitatīva ūdenssaimniecība", "Efektīva siltumapgāde",
         "Ilgtspējīga mobilitāte"),
        ("Atjaunot pašvaldības ceļus un ielas", "Uzlabot satiksmes drošību",
         "Pilnveidot ūdensapgādes un kanalizācijas sistēmas", "Modernizēt siltumapgādi",
         "Attīstīt velosatiksmes infrastruktūru", "Ieviest viedu ielu apgaismojumu"),
        ("{p} ielas pārbūve", "Gājēju celiņa izbūve {p} ciemā", "{p} tilta atjaunošana",
         "{p} notekūdeņu attīrīšanas iekārtu rekonstrukcija", "Ūdensvada tīklu izbūve {p} ciemā",
         "{p} katlumājas pāreja uz šķeldu", "LED apgaismojuma ierīkošana {p} centrā",
         "Grants ceļu dubultā virsmas apstrāde {p} pagastā"),
        ("Pārbūvēti {n} km ielu", "Izbūvēti {n} km tīklu", "nomainīti {n} gaismekļi",
         "Samazināti siltuma zudumi līdz {n} %", "pieslēgtas {n} mājsaimniecības",
         "Uzlabota satiksmes drošība"),
        ("Īpašumu nodaļa", "SIA „Ūdensnesējs”", "SIA „Siltuma serviss”", "Komunālā nodaļa"),
    ),
    Field(
        ("Tīra vide un noturība pret klimata pārmaiņām", "Zaļa un droša dzīves vide"),
        ("Dabas vērtību saglabāšana", "Aprites ekonomika", "Sabiedriskā drošība",
         "Pielāgošanās klimata pārmaiņām"),
        ("Saglabāt dabas daudzveidību", "Samazināt atkritumu apjomu",
         "Paaugstināt ēku energoefektivitāti", "Stiprināt civilās aizsardzības spējas",
         "Labiekārtot publisko ārtelpu", "Mazināt plūdu riskus"),
        ("{p} ezera krasta labiekārtošana", "Dalīto atkritumu laukuma izveide {p} pagastā",
         "{p} dabas takas atjaunošana", "{p} parka koku inventarizācija un kopšana",
         "Videonovērošanas sistēmas paplašināšana {p} ciemā",
         "{p} pagasta pārvaldes ēkas siltināšana",
         "Invazīvo augu ierobežošana {p} pagastā", "{p} aizsprosta pārbūve"),
        ("Labiekārtoti {n} ha", "Izveidoti {n} šķirošanas punkti", "uzstādītas {n} kameras",
         "Atjaunotas {n} ēkas", "Emisijas samazinātas par {n} t gadā", "notikušas {n} talkas"),
        ("Vides nodaļa", "Pašvaldības policija", "Energopārvaldnieks", "SIA „Zaļā josta”"),
    ),
    Field(
        ("Uzņēmīga ekonomika un atpazīstams galamērķis", "Dinamiska uzņēmējdarbības vide"),
        ("Atbalsts uzņēmējiem", "Tūrisma attīstība", "Industriālās teritorijas",
         "Vietējie produkti un amatniecība"),
        ("Attīstīt uzņēmējdarbības infrastruktūru", "Sniegt atbalstu jaunajiem uzņēmējiem",
         "Dažādot tūrisma piedāvājumu", "Veicināt vietējo produktu noietu",
         "Piesaistīt investīcijas un speciālistus", "Popularizēt novada zīmolu"),
        ("{p} industriālā parka izveide", "Grantu programma „Iedvesma” {p} jaunajiem uzņēmējiem",
         "{p} skatu torņa būvniecība", "Velomaršruta marķēšana {p} apkārtnē",
         "Mājražotāju tirdziņš {p} tirgus laukumā", "{p} muižas kompleksa pielāgošana viesiem",
         "Kopstrādes telpas izveide {p} ciemā", "Laivu piestātnes izbūve pie {p} tilta"),
        ("Radītas {n} darba vietas", "Piešķirti {n} granti",
         "Apmeklētāju skaits pieaudzis par {n} %",
         "marķēti {n} km maršrutu", "Piesaistīti {n} uzņēmumi", "gadā notiek {n} tirdziņi"),
        ("Attīstības nodaļa", "Tūrisma centrs", "Uzņēmējdarbības speciālists",
         "SIA „Novada attīstība”"),
    ),
    Field(
        ("Kultūra, identitāte un gudra pārvaldība", "Atvērta pārvaldība un dzīva kultūrvide"),
        ("Daudzveidīga kultūrvide", "Kultūras mantojums", "Digitāli pašvaldības pakalpojumi",
         "Iedzīvotāju līdzdalība"),
        ("Saglabāt kultūras mantojumu", "Atbalstīt tautas mākslas kolektīvus",
         "Digitalizēt pašvaldības pakalpojumus", "Stiprināt iedzīvotāju līdzdalību",
         "Modernizēt kultūras iestādes", "Paaugstināt darbinieku kompetenci"),
        ("{p} kultūras nama skatuves atjaunošana", "{p} bibliotēkas telpu pārbūve",
         "Līdzdalības budžets {p} pagastā", "{p} baznīcas torņa restaurācija",
         "Muzeja krājuma digitalizācija {p} novadpētniecības centrā",
         "E-pakalpojumu ieviešana {p} centrā",
         "Tautas tērpu iegāde {p} kolektīviem", "{p} estrādes jumta izbūve"),
        ("Restaurēti {n} objekti", "Digitalizētas {n} krājuma vienības",
         "ieviesti {n} e-pakalpojumi",
         "Gadā notiek {n} pasākumi", "iesaistīti {n} iedzīvotāji", "Iegādāti {n} tērpi"),
        ("Kultūras nodaļa", "Administrācija", "IT nodaļa", "Novadpētniecības muzejs"),
    ),
)  # fmt: skip
