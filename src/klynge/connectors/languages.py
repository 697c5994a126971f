"""Languages, countries and clocks of the notices: whatever the source wrote, ISO 639-1 and ISO 3166-1 alpha-2 come out.

Sources: the Publications Office's code lists `language` and `country` (ISO 639-3 and ISO 3166-1 alpha-3 in eForms), and its older
two-letter habit ("EL", "UK") in TED_EXPORT. A code that is not listed is kept in the right case rather than guessed.
"""

from functools import cache
from zoneinfo import ZoneInfo

_LANGUAGES = (
    "ALB:sq ARA:ar AZE:az BEL:be BOS:bs BUL:bg CAT:ca CES:cs CYM:cy DAN:da DEU:de ELL:el ENG:en EST:et EUS:eu FAO:fo FIN:fi "
    "FRA:fr GLE:ga GLG:gl HEB:he HRV:hr HUN:hu HYE:hy ISL:is ITA:it JPN:ja KAL:kl KAT:ka KOR:ko LAV:lv LIT:lt LTZ:lb MKD:mk "
    "MLT:mt MOL:ro NLD:nl NNO:nn NOB:nb NOR:no POL:pl POR:pt ROH:rm RON:ro RUS:ru SLK:sk SLV:sl SME:se SPA:es SQI:sq SRP:sr "
    "SWE:sv TUR:tr UKR:uk ZHO:zh"
)
_LANGUAGE = dict(pair.split(":") for pair in _LANGUAGES.split())

_COUNTRIES = (
    "ABW:AW AFG:AF AGO:AO AIA:AI ALA:AX ALB:AL AND:AD ARE:AE ARG:AR ARM:AM ASM:AS ATA:AQ ATF:TF ATG:AG AUS:AU AUT:AT AZE:AZ "
    "BDI:BI BEL:BE BEN:BJ BES:BQ BFA:BF BGD:BD BGR:BG BHR:BH BHS:BS BIH:BA BLM:BL BLR:BY BLZ:BZ BMU:BM BOL:BO BRA:BR BRB:BB "
    "BRN:BN BTN:BT BVT:BV BWA:BW CAF:CF CAN:CA CCK:CC CHE:CH CHL:CL CHN:CN CIV:CI CMR:CM COD:CD COG:CG COK:CK COL:CO COM:KM "
    "CPV:CV CRI:CR CUB:CU CUW:CW CXR:CX CYM:KY CYP:CY CZE:CZ DEU:DE DJI:DJ DMA:DM DNK:DK DOM:DO DZA:DZ ECU:EC EGY:EG ERI:ER "
    "ESH:EH ESP:ES EST:EE ETH:ET FIN:FI FJI:FJ FLK:FK FRA:FR FRO:FO FSM:FM GAB:GA GBR:GB GEO:GE GGY:GG GHA:GH GIB:GI GIN:GN "
    "GLP:GP GMB:GM GNB:GW GNQ:GQ GRC:GR GRD:GD GRL:GL GTM:GT GUF:GF GUM:GU GUY:GY HKG:HK HMD:HM HND:HN HRV:HR HTI:HT HUN:HU "
    "IDN:ID IMN:IM IND:IN IOT:IO IRL:IE IRN:IR IRQ:IQ ISL:IS ISR:IL ITA:IT JAM:JM JEY:JE JOR:JO JPN:JP KAZ:KZ KEN:KE KGZ:KG "
    "KHM:KH KIR:KI KNA:KN KOR:KR KWT:KW LAO:LA LBN:LB LBR:LR LBY:LY LCA:LC LIE:LI LKA:LK LSO:LS LTU:LT LUX:LU LVA:LV MAC:MO "
    "MAF:MF MAR:MA MCO:MC MDA:MD MDG:MG MDV:MV MEX:MX MHL:MH MKD:MK MLI:ML MLT:MT MMR:MM MNE:ME MNG:MN MNP:MP MOZ:MZ MRT:MR "
    "MSR:MS MTQ:MQ MUS:MU MWI:MW MYS:MY MYT:YT NAM:NA NCL:NC NER:NE NFK:NF NGA:NG NIC:NI NIU:NU NLD:NL NOR:NO NPL:NP NRU:NR "
    "NZL:NZ OMN:OM PAK:PK PAN:PA PCN:PN PER:PE PHL:PH PLW:PW PNG:PG POL:PL PRI:PR PRK:KP PRT:PT PRY:PY PSE:PS PYF:PF QAT:QA "
    "REU:RE ROU:RO RUS:RU RWA:RW SAU:SA SDN:SD SEN:SN SGP:SG SGS:GS SHN:SH SJM:SJ SLB:SB SLE:SL SLV:SV SMR:SM SOM:SO SPM:PM "
    "SRB:RS SSD:SS STP:ST SUR:SR SVK:SK SVN:SI SWE:SE SWZ:SZ SXM:SX SYC:SC SYR:SY TCA:TC TCD:TD TGO:TG THA:TH TJK:TJ TKL:TK "
    "TKM:TM TLS:TL TON:TO TTO:TT TUN:TN TUR:TR TUV:TV TWN:TW TZA:TZ UGA:UG UKR:UA UMI:UM URY:UY USA:US UZB:UZ VAT:VA VCT:VC "
    "VEN:VE VGB:VG VIR:VI VNM:VN VUT:VU WLF:WF WSM:WS XKX:XK 1A0:XK YEM:YE ZAF:ZA ZMB:ZM ZWE:ZW EL:GR UK:GB"
)
_COUNTRY = dict(pair.split(":") for pair in _COUNTRIES.split())

# The clock on the wall of a buyer who wrote a time without a zone. One city a country is right for all but its far islands.
_CLOCKS = (
    "AL:Tirane AT:Vienna BA:Sarajevo BE:Brussels BG:Sofia CH:Zurich CY:Nicosia CZ:Prague DE:Berlin DK:Copenhagen EE:Tallinn "
    "ES:Madrid FI:Helsinki FR:Paris GB:London GR:Athens HR:Zagreb HU:Budapest IE:Dublin IT:Rome LI:Vaduz LT:Vilnius "
    "LU:Luxembourg LV:Riga MD:Chisinau ME:Podgorica MK:Skopje MT:Malta NL:Amsterdam NO:Oslo PL:Warsaw PT:Lisbon "
    "RO:Bucharest RS:Belgrade SE:Stockholm SI:Ljubljana SK:Bratislava TR:Istanbul UA:Kyiv XK:Belgrade"
)
_CLOCK = {country: f"Europe/{city}" for country, city in (pair.split(":") for pair in _CLOCKS.split())} | {
    "IS": "Atlantic/Reykjavik"
}
_TED = "Europe/Luxembourg"  # where TED is published, and the clock of its forms when the country has none of its own


def language(code: str) -> str:
    """ "DAN", "dan", "DA" -> "da". An unlisted code comes back in lower case."""
    code = code.strip()
    return _LANGUAGE.get(code.upper(), code.lower())


def country(code: str) -> str:
    """ "DNK", "DK", "EL", "UK" -> "DK", "DK", "GR", "GB". An unlisted code comes back in upper case."""
    code = code.strip().upper()
    return _COUNTRY.get(code, code)


@cache
def clock(country_code: str) -> ZoneInfo:
    """The time zone of a country (ISO 3166-1 alpha-2) for times that the source gave without a zone."""
    return ZoneInfo(_CLOCK.get(country_code, _TED))
