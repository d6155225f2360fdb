"""Words on the management of programs: how far the incumbent manages, how many and how diverse, how far they reach."""

from meritbook.core.allocation.facets.cue import cue

_NOT_PROGRAM = (
    r"(?! (?:participants?|staff|assistants?|managers?|directors?|coordinators?|records?|files?|data|applications?|recipients?|"
    r"clients?|information|eligibility|software|code|directives?|administrators?|specialists?|analysts?|forms?|materials|changes in|contracts?|budgets?|evaluations?|policy|policies|reports?|rules?))"
)
_PROGRAM = rf"(?<!computer )(?<!software )(?<!degree )(?:sub-?|grants? )?program(?:me)?s?\b{_NOT_PROGRAM}"
_UNIT = r"(?:bureaus?|divisions?|departments?|agency|agencies|institutions?|directorates?)(?!['’]s?)(?! (?:staff|managers?|directors?|heads?|policy|policies|records?|vehicles?|personnel|employees?))"
_NOUN = r"(?:activities|activity|operations?|work|functions?|affairs|administration|management|execution|delivery|performance|business|aspects|phases|development|implementation|planning|coordination|resources|staff|services|budgets?|personnel|people|money|funds|funding|finances|facilities|buildings|equipment|employees)"
_WHOLE = rf"(?:(?:all )?(?:the )?(?:day-to-day |daily |overall |entire |full )?{_NOUN}(?:,? (?:and )?{_NOUN})* (?:of|for|in) )"
_MANAGE = "<manage|direct|oversee|run|lead|head|operate|govern|command>"
_PLAN = r"(?:<plan>,? ?(?:and )?(?:<organize|organise|coordinate|administer|implement|develop|staff|supervise|lead>,? ?(?:and )?){0,4}<direct|manage|control|oversee|lead>)"
_COUNT = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|multiple|various|numerous|many|both|\d{1,2})"
_MANY = r"(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:[3-9]|1\d|2\d))"
_LIST = r"(?:[,\s]+(?:and )?<plan|organize|organise|direct|manage|control|coordinate|administer|implement|develop|evaluate|oversee|supervise|lead|monitor|operate|maintain>)*"

CUES = (
    # --- how far the incumbent manages ---------------------------------------------------------------------
    cue(
        "program.management",
        "manages",
        rf"(?:{_MANAGE}|{_PLAN}){_LIST} ~8 {_PROGRAM}",
        rf"(?:{_MANAGE}|{_PLAN}){_LIST} (?:{_WHOLE})(?:the |a |an |its |all |our )?(?:[\w'’/&-]+ ){{0,5}}?{_PROGRAM}",
        rf"(?:{_MANAGE}|{_PLAN}){_LIST} (?:{_WHOLE})?(?:the |a |an |all |both )(?:[\w'’/&-]+ ){{0,4}}?{_UNIT}",
        rf"{_MANAGE}{_LIST} (?:a |an |the )?(?:[\w-]+ ){{0,3}}?(?:group|set|range|variety|array|portfolio|number|cluster|family|suite|mix) of (?:[\w'’/&-]+ ){{0,5}}?{_PROGRAM}",
        rf"(?:authority|control|command|charge)(?: and (?:authority|control|responsibility))? (?:over|of) (?:[\w'’,/&-]+ ){{1,9}}?(?:of|for) (?:[\w'’,/&-]+ ){{0,9}}?{_PROGRAM}",
        rf"<supervise> (?:the )?(?:{_WHOLE}|administration of )(?:the |a |an )?(?:[\w'’/&-]+ ){{0,4}}?{_PROGRAM}",
        rf"(?:responsible|accountable|responsibility|accountability) for (?:the )?(?:overall |day-to-day |daily |complete |full )?(?:management|direction|administration|leadership|oversight|planning,? organizing,? and directing)(?:,? (?:and |direction|management|administration|leadership|operations?|oversight|planning|development|supervision|control|of|,)+ ?)* (?:of )?(?:the |a |an |all |two |three |four )?(?:[\w'’/&-]+ ){{0,5}}?(?:{_PROGRAM}|{_UNIT})",
        rf"(?:provid(?:e|es|ing)|exercis(?:e|es|ing)|has|have) ~5 (?:direction|leadership|management|authority and control|overall management|oversight)(?: and (?:direction|leadership|management|oversight|guidance|control))? (?:of|for|over|to) (?:the |a |an |all |its |both )?(?:[\w'’/&-]+ ){{0,5}}?(?:{_PROGRAM}|{_UNIT})",
        r"<manage|direct|oversee> (?:(?:the|all) )?(?:[\w'’/&-]+ ){0,3}?(?:services?|functions?|operations?|activities|initiatives?) (?:of|for) (?:the |an? )?(?:entire )?(?:[\w'’/&-]+ ){0,3}?(?:bureau|division|department|agency|institution)",
        r"(?:responsible|accountable) for (?:the )?(?:administration|management|operations?|direction)(?:,? (?:and )?(?:administration|operations?|management|project management|direction|planning))* (?:of|for) (?:the |all |agency )?(?:[\w'’/&-]+ ){0,5}?(?:programs?|efforts|initiatives?)",
        r"(?:in charge of|charge of|at the head of) (?:the |a |an |all |both |two |three )?(?:[\w'’/&-]+ ){0,5}?(?:programs?|bureau|division|agency)",
        r"<manage|direct|oversee> ~5 (?:bureaus|divisions)",
        r"<make|see|ensure|ensur> (?:sure )?that (?:the )?(?:[\w'’/&-]+ ){0,3}?programs? (?:meets?|reach(?:es)?|achieves?|accomplish(?:es)?|is carried out|are carried out) (?:its|their|the|according|in accordance)",
        needs="program|bureau|division|department|agency|institution|effort|initiative",
        assisting="assists",
    ),
    cue(
        "program.management",
        "manages",
        rf"(?:controls|controlling|guides|guiding|steers|steering|(?:i|we|and|or|,) control|(?:i|we|and|or|,) guide){_LIST} (?:{_WHOLE}|the |all |its |both |significant |major )(?:[\w'’/&,-]+ ){{0,7}}?(?:{_PROGRAM}|{_UNIT})",
        rf"(?:{_MANAGE}|<control>|(?:control|charge|direction|command) (?:[^.;:]{{0,60}}?)?of) (?:{_WHOLE})?(?:the |an )(?:[\w'’-]+ )?office of (?!the |director|commissioner|secretary|governor)[\w'’-]+",
        needs="control|guid|steer|office",
        assisting="assists",
    ),
    cue(
        "program.management",
        "manages",
        rf"<administer> ~5 {_PROGRAM}",
        rf"(?:administration|coordination) of (?:the |a |an |all |two |three )?(?:[\w'’/&-]+ ){{0,4}}?{_PROGRAM}",
        rf"<coordinate> (?:and <direct|manage|oversee> )(?:the )?(?:{_WHOLE})?(?:the )?(?:[\w'’/&-]+ ){{0,4}}?{_PROGRAM}",
        needs="program",
        assisting="assists",
        soft=True,
    ),
    cue(
        "program.management",
        "assists",
        r"(?:<assist|aid|help|support>|(?:serv(?:es|ing)|acts?|acting) as (?:the |an? )?(?:principal |chief |first |senior |management |program )?(?:assistant|deputy|second-in-command) to) (?:[\w'’/&,-]+ ){0,10}?(?:managing|directing|planning,? organizing,?(?: and)? (?:directing|managing)|administering|overseeing|running|leading|(?:manage|direct|administer|run|oversee)|(?:management|direction|administration|oversight|leadership) of) (?:[\w'’/&,-]+ ){0,7}?(?:programs?|division|bureau|agency|sub-programs)(?!['’]s?)",
        r"<share|participate> (?:in )?(?:the )?(?:management|direction) of (?:[\w'’/&-]+ ){0,6}?programs?",
        needs="assist|aid|help|deput|share|sharing|participat|second",
        anyone=True,
    ),
    cue(
        "program.management",
        "carries_out_directives",
        r"(?:<execute|implement|apply|follow|perform|administer|complete> |(?:carry|carries|carrying)(?: out)? )(?:the |all |and |program |agency |department |written |established |assigned |specific |administrative |standing |day-to-day |detailed |daily )*(?:directives?|instructions|orders|prescribed procedures|prescribed steps)",
        r"(?:<carry|execute|implement|administer|apply> |carries |carrying )(?:out )?(?:[\w'’/&-]+ ){0,7}?(?:as (?:directed|instructed|prescribed|laid down|ordered|set (?:out )?)|in accordance with (?:the )?(?:[\w-]+ )?(?:directives|instructions)|according to (?:the )?(?:[\w-]+ )?(?:directives|instructions)|under (?:the )?(?:[\w-]+ )?directives)",
        r"(?:<carry|execute|implement|apply|follow> |carries |carrying )(?:out )?(?:[\w'’/&-]+ ){0,6}?(?:decisions|directives|programs?|plans|instructions|procedures|policies) (?:that (?:are|were|have been) )?(?:set|made|issued|established|given|laid down|decided|handed down|determined|prescribed|directed|written|formulated) (?:for it )?(?:by|from|above|elsewhere|in)",
        r"(?:ensures?|sees|seeing|make(?:s)? sure) (?:to it )?that (?:the )?(?:[\w'’/&-]+ ){0,3}?directives (?:of (?:the )?(?:[\w'’/&-]+ ){1,5})?(?:are|is) (?:carried out|executed|followed|implemented)",
        r"(?:directives|instructions) (?:(?:that (?:are|were) )?(?:issued|given|received|handed down|sent) )?(?:by|from) (?:the )?(?:[\w'’/&-]+ ){0,5}?(?:director|manager|office|headquarters|management|bureau|commissioner|secretary|chief|above)",
        needs="directive|instruction|directed|prescribed|order|laid down|decision|set |made|issued|formulated|written",
    ),
    # --- how many, how diverse -----------------------------------------------------------------------------
    cue(
        "program.scope",
        "limited",
        r"(?:programs?|scope|responsibility|functions?) of limited (?:scope|size|range)",
        r"limited (?:in )?scope",
        r"(?:a |one |the )?(?:single|small|sole|one)(?:,? [\w'’-]+){0,4}? program",
        r"one (?:[\w'’-]+ ){0,4}?program",
        needs="limited|single|small|sole|one",
        of_unit=True,
        anyone=True,
    ),
    cue(
        "program.scope",
        "sub_programs",
        rf"(?:{_COUNT}|diverse|different|distinct|its|component|constituent)(?:,? [\w'’/&-]+){{0,3}}? sub-?\s?(?:programs?|units)",
        r"sub-?programs",
        r"diverse (?:[\w'’-]+ ){0,2}?(?:activities|functions|program activities|program areas|components)",
        rf"{_COUNT}(?: [\w'’/&-]+){{0,3}}? (?:program )?(?:components|program areas|program activities|service areas|lines of business|functions|sections|units|branches|field offices|operations)",
        r"[\w'’-]+,(?: (?!and\b)[\w'’-]+){1,3},? and (?:[\w'’-]+ ){1,3}?(?:components|program areas|units|sections|branches|sub-?programs|activities|functions)",
        r"program with (?:[\w'’/&,-]+ ){0,8}?(?:components|sub-?programs|activities|parts|units)",
        needs="sub|divers|component|areas|activities|functions|sections|units|branches|offices|operations|lines",
        of_unit=True,
    ),
    cue(
        "program.scope",
        "multiple",
        rf"(?:{_COUNT})(?:,? (?!sub)[\w'’/&-]+){{0,4}}? (?<!sub)(?<!sub-)programs(?! (?:participants|staff|units))",
        r"(?:two|both)(?: [\w'’/&-]+){0,2}? (?:bureaus|divisions|operating units)",
        r"(?:[\w'’-]+ ){1,3}?program,(?: the)?(?: [\w'’-]+){1,3}? program,? and (?:the )?(?:[\w'’-]+ ){1,3}?program",
        r"the (?:[\w'’-]+ ){1,3}?and (?:the )?(?:[\w'’-]+ ){1,3}?(?<!sub)(?<!sub-)programs(?! (?:participants|staff))",
        needs="programs|program,|bureaus|divisions|operating",
        of_unit=True,
    ),
    cue(
        "program.scope",
        "highly_diversified",
        r"(?:highly |widely |very |broadly )?diversified (?:[\w'’/&-]+ ){0,5}?(?:programs|activities|operations|services|portfolio|functions)",
        r"(?:highly |widely |very |extremely )(?:diverse|varied|different) (?:[\w'’/&-]+ ){0,4}?(?:programs|operations|services)",
        r"programs (?:that are |which are |as )?(?:highly |widely |very )?(?:diverse|diversified|different|unrelated|unlike)",
        needs="divers|varied|different|unrelated|unlike",
        of_unit=True,
    ),
    cue(
        "program.scope",
        "diversified",
        r"(?:wide |broad |full |large |great )?(?:variety|range|array|portfolio) of (?:[\w'’/&-]+ ){0,5}?(?<!sub)(?<!sub-)(?:programs|major operational units|operational units|divisions|bureaus)",
        r"(?:diverse|varied|wide-ranging|broad|different) (?:group|set|family|collection|mix|number|cluster)s? of (?:[\w'’/&-]+ ){0,4}?(?<!sub)(?<!sub-)programs",
        r"(?:diverse|varied|various|numerous|unrelated) (?:[\w'’/&-]+ ){0,2}?(?<!sub)(?<!sub-)programs(?! (?:participants|staff))",
        r"(?<!sub)(?<!sub-)programs ?[(—–:] ?(?:(?:the )?[\w'’/&-]+(?: [\w'’/&-]+){0,4}, ){2,}(?:and )?[\w'’/&-]+",
        rf"{_MANY}(?:,? (?!sub)[\w'’/&-]+){{0,4}}? (?<!sub)(?<!sub-)programs(?! (?:participants|staff|units))",
        rf"{_MANY}(?: [\w'’/&-]+){{0,3}}? (?:bureaus|divisions|operating units|operational units|major units|institutions)",
        r"(?!federal|state|local)(?:[\w'’-]+ ){0,2}?[\w'’-]+,(?: (?!and\b)[\w'’-]+){1,3}?,? and (?:the )?(?:[\w'’-]+ ){1,3}?(?<!sub)(?<!sub-)programs(?! (?:participants|staff))",
        r"programs?: (?:(?:the )?[\w'’-]+(?: [\w'’-]+){0,3}, ){2,}(?:and )?[\w'’-]+",
        r"all (?:of )?(?:the )?(?:(?:agency|department|division|bureau)['’]?s? )(?:programs|bureaus|divisions|operations)",
        r"all (?:programs|bureaus|divisions) of (?:the )?(?:agency|department|division|administration)",
        needs="divers|variety|range|array|portfolio|programs|bureaus|divisions|units|institutions|all ",
        of_unit=True,
    ),
    # --- how far they reach --------------------------------------------------------------------------------
    cue(
        "reach",
        "enterprise",
        r"enterprise-?\s?wide",
        r"(?:across|throughout|for|to|in) (?:the )?(?:entire |whole )?(?:state )?(?:enterprise|executive branch)(?! (?:assets|management|system|application|database|resource))",
        r"(?:all|across) (?:of )?(?:the )?(?:state |executive branch |executive-branch |state's |commonwealth )(?:agencies|departments)",
        r"(?:across|throughout) state government",
        needs="enterprise|executive branch|executive-branch|agencies|departments|state government",
        of_unit=True,
    ),
    cue(
        "reach",
        "statewide",
        r"state-?\s?wide(?! (?:job|title|vacanc|association|conference|election))",
        r"(?:across|throughout|around|covering|over|for) (?:the )?(?:entire |whole )?(?:state|commonwealth)(?! (?:agenc|department|government|law|office|hospital|police|employee|capitol|house|university|fair|park))",
        r"(?:in|of|across) (?:all|every|each)(?: of)?(?: the)?(?: (?:[\w-]+ ){0,2}(?:\d+|\w+-\w+))? (?:counties|county)",
        r"all (?:parts|regions|corners|areas|districts) of the (?:state|commonwealth)",
        needs="wide|state|commonwealth|count",
        of_unit=True,
    ),
    cue(
        "reach",
        "regional",
        r"region-?\s?(?:al|wide)(?= (?:[\w'’-]+ ){0,2}?(?:program|operation|office|service|impact|manager|activit|staff|plan|basis|polic|responsib|area))",
        r"city-?\s?wide",
        r"county-?\s?wide",
        r"(?:throughout|across|of|in) (?:the |a |its |an )?(?:[\w-]+ )?(?:region|district)",
        needs="region|city|county|district",
        of_unit=True,
    ),
    cue(
        "reach",
        "agency",
        r"(?:agency|department|division)-?\s?wide",
        r"(?:across|throughout) the (?:agency|department)",
        r"all (?:units|divisions|bureaus|offices) of the (?:agency|department)",
        needs="wide|agency|department",
        of_unit=True,
    ),
    # --- who sets the bounds of a program ------------------------------------------------------------------
    cue(
        "scope.definition",
        "well_defined",
        r"(?:scope|objectives|responsibility|limits|bounds|parameters) (?:of (?:[\w'’/&-]+ ){1,5})?(?:is|are) (?:clearly |well |fully |already )?(?:defined|laid down|set|prescribed) (?:by|in) (?:the )?(?:statute|regulation|grant|law|policy|agency|rule|federal)",
        r"(?:objectives|scope|goals) (?:is|are) (?:clearly|well) (?:defined|set|laid)",
        r"(?:well|clearly|fully)[- ]defined (?:scope|programs?|objectives|parameters)",
        needs="defin|laid|prescribed|set ",
        anyone=True,
    ),
    cue(
        "scope.definition",
        "develops_parameters",
        r"<develop|define|determine|establish|set|shape|design|work|write> (?:out )?(?:[\w'’/&,-]+ ){0,5}?(?:parameters|scope|boundaries|bounds|framework|shape|limits)(?: (?:of|for|within|in))?(?= ?(?:(?:the|each|both|its|these|those|which|program|new|all|this|any|every|\w+ing)|[.,;]|$))",
        r"(?:scope|parameters) (?:of (?:[\w'’/&-]+ ){1,5})?(?:is|are) (?:not|loosely|broadly|poorly|only broadly|only loosely|left|to be) (?:well |fully |clearly )?(?:defined|set|to the (?:incumbent|manager|position)|developed|worked out)",
        r"(?:not (?:well|clearly|fully) defined|loosely defined|undefined|ill-defined)",
        r"neither (?:the )?(?:statute|law|regulation|grant|rules?) nor (?:the )?(?:[\w-]+ ){1,4}?(?:defines?|sets?|fix(?:es)?|lays? down) (?:its|their|the) (?:scope|parameters|bounds|limits)",
        needs="parameter|scope|bound|framework|defin|shape|limits",
        anyone=False,
    ),
    cue(
        "integration",
        "yes",
        r"<integrate|coordinate|unify> (?:and <integrate|coordinate> )?(?:[\w'’/&,-]+ ){0,5}?(?:diversified|diverse|varied|different|wide-ranging|many|several|all) (?:[\w'’/&-]+ ){0,3}?(?:activities|programs|functions|operations|services)",
        r"(?:comprehensive |full |overall )?integration(?: and coordination)? of (?:[\w'’/&-]+ ){0,5}?(?:activities|programs|functions|operations|services)",
        needs="integrat|coordinat|unif",
    ),
    cue(
        "program.impact",
        "large",
        r"(?:major|large|significant|great|substantial|critical|decisive) (?:[\w'’/&-]+ ){0,3}?(?:impact|bearing|effect|influence|share|part|relationship)(?= (?:on|upon|of|to|in))",
        r"(?:central|core|critical|vital|essential) to (?:the )?(?:agency|department)(?:'s|’s)? mission",
        needs="impact|bearing|effect|influence|share|mission|relationship|part",
        anyone=True,
    ),
    cue(
        "division.managed",
        "yes",
        rf"(?:{_MANAGE}|{_PLAN}){_LIST} (?:{_WHOLE})?(?:the |a |an )(?:[\w'’/&-]+ ){{0,4}}?(?:division|bureau)(?! (?:staff|managers?|directors?|policy|policies))",
        needs="division|bureau",
    ),
    cue(
        "functions.managed",
        "yes",
        rf"(?:<manage|direct|oversee|administer|run|head|lead|operate>|{_PLAN}){_LIST} ~6 (?:operations?|functions?|divisions?|bureaus?|offices?|sections?|units?|departments?|services|facilit(?:y|ies)|institutions?|branch(?:es)?|region|districts?|programs?|agency|warehouse|laborator(?:y|ies))(?!['’]s?)(?! (?:staff|managers?|directors?|needs|calls?|tickets?|requests?|meetings?|records?|visits?|budget|policy|policies|projects?|supplies))",
        r"(?:responsible|accountable|responsibility) for (?:the )?(?:day-to-day |daily |overall )?(?:operations?|running|work|functioning|management) of (?:the |a |an |all )?(?:[\w'’/&-]+ ){0,5}?(?:operations|divisions?|bureaus?|offices?|sections?|units?|facilit(?:y|ies)|institutions?|programs?|district)(?!['’]s?)",
        r"(?:management|administration|direction|in charge|head|oversight) of (?:the |a |an |all )?(?:[\w'’/&-]+ ){0,5}?(?:operations?|functions?|divisions?|bureaus?|offices?|sections?|units?|departments?|services|facilit(?:y|ies)|institutions?|programs?|region|district)(?!['’]s?)(?! (?:staff|projects?|records?))",
        r"<supervise> (?:the )?(?:[\w'’/&-]+ ){0,4}?(?:operations?|functions?|division|bureau|office|section|unit)(?!['’]s?)(?! (?:staff|clerks|visits|employees))",
    ),
)
