"""Stop words by language: only words without any matter; what is common in a corpus is left to the weighting by rarity."""

from collections.abc import Mapping

_LISTS = {
    "da": """
        og i at det en den til er som på de med han af for ikke der var mig sig men et har om vi min havde ham hun nu
        over da fra du ud sin dem os op man hans hvor eller hvad skal selv her alle vil blev kunne ind når være dog
        noget ville jo deres efter ned skulle denne end dette mit også under have dig anden hende mine alt meget sit
        sine vor mod disse hvis din nogle hos blive mange ad bliver hendes været thi jer sådan samt ved kan inden
        mellem herunder
    """,
    "en": """
        a an and are as at be been but by can do for from had has have he her his i if in into is it its may more no
        not of on or our shall she so such than that the their them then there these they this those to under up was
        we were what when which who will with within would you your
    """,
    "sv": """
        och det att i en jag hon som han på den med var sig för så till är men ett om hade de av icke mig du henne då
        sin nu har inte hans honom skulle hennes där min man ej vid kunde något från ut när efter upp vi dem vara vad
        över än dig kan
    """,
    "no": """
        og i jeg det at en et den til er som på de med han av ikke der så var meg seg men ett har om vi min mitt ha
        hadde hun nå over da ved fra du ut sin dem oss opp man kan hans hvor eller hva skal selv her alle vil bli ble
        blitt kunne inn når
    """,
    "de": """
        der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat
        dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis
        sowie durch
    """,
    "fr": """
        de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la les avec ou
        son aux d l n s c qu sa ses leur cette ces comme mais entre sans dont ainsi y
    """,
    "es": """
        de la que el en y a los del se las por un para con no una su al lo como más o pero sus le ha este sí es
    """,
    "it": """
        di e il la che in a per un del è non i con le si da una dei nel al della delle lo come più o dell gli alla
        degli
    """,
    "nl": """
        de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er maar om hem dan zou of wat
        mijn men dit zo door over ze zich bij ook tot je mij uit der daar haar naar heb hoe heeft hebben deze u want
        nog
    """,
}

STOP: Mapping[str, frozenset[str]] = {language: frozenset(words.split()) for language, words in _LISTS.items()}
