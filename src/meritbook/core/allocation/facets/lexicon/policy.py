"""Words on policy, objectives, priorities and strategy: who sets them, and what the incumbent has to do with it."""

from meritbook.core.allocation.facets.cue import cue

_POLICY = (
    r"polic(?:y|ies)(?! (?:analys|research|manuals?|holder|numbers?|questions?|compliance|briefs?|issues?|matters?|interpretations?|"
    r"makers?|requirements|violations?|guidance to))"
)
_OWN = r"(?:operating|operational|office|unit|internal|section|administrative|personnel|local|team|shop|ward)"
_AND = r"(?:[,\s]+(?:and |or |and/or )?<interpret|implement|direct|evaluate|review|revise|update|maintain|approve|oversee|administer|develop|coordinate|issue|monitor|adopt|establish>)*"

CUES = (
    # --- part taken in policy ------------------------------------------------------------------------------
    cue(
        "policy.role",
        "establishes",
        rf"<establish|set|determine|decide|enact|adopt|promulgate|issue|approve>{_AND}(?! {_OWN} ) ~5 (?!{_OWN} ){_POLICY}",
        r"final (?:authority|say|word|decision) (?:on|over|for|in) (?:all )?(?:[\w'’/&-]+ ){0,3}?polic(?:y|ies)",
        r"(?:establishment|adoption) of (?:[\w'’/&-]+ ){0,4}?polic(?:y|ies)",
        needs="polic",
        assisting="recommends",
    ),
    cue(
        "policy.role",
        "formulates",
        rf"<formulate|develop|write|draft|author|create|devise|design|shape|craft|frame|prepare|originate|initiate|make|revise|rewrite|define>{_AND} ~5 {_POLICY}",
        r"polic(?:y|ies)(?: and (?:procedure|program|regulation))? (?:formulation|development|making|formation)(?! (?:process of|staff))",
        r"policymaking",
        r"<set|establish|formulate|develop|write|make> (?:the )?operat(?:ing|ional) polic(?:y|ies) (?:for|of|across|throughout) (?:all |the |its |both |entire )*(?:[\w'’-]+ )?(?<!sub)(?<!sub-)(?:programs|agency|bureau|department|division|state)",
        r"<set|establish|formulate|develop|write|make> (?:the )?polic(?:y|ies) that (?:defines?|governs?|shapes?|steers?)",
        r"(?:responsible|responsibility|accountable|answerable|answers) for (?:all |the |its |their |program |agency )*polic(?:y|ies)(?! (?:compliance|implementation|enforcement|manual))",
        r"including (?:all |its |the )?(?:[\w'’-]+ )?polic(?:y|ies)(?: (?:development|making|formulation))?(?= ?(?:[.,;]|$|and|in|for|of))",
        r"(?:formulation|development|creation|drafting|preparation|writing) (?:and (?:implementation|interpretation|administration|execution|maintenance) )?of (?:[\w'’/&,-]+ ){0,6}?polic(?:y|ies)",
        r"polic(?:y|ies) (?:is|are) (?:formulated|written|drafted|developed|set|established) by (?:this position|the incumbent|the position)",
        r"<lead|direct|oversee|manage|guide> (?:the )?(?:[\w'’/&-]+ ){0,5}?polic(?:y|ies) (?:development|formulation|making)",
        needs="polic",
        assisting="recommends",
    ),
    cue(
        "policy.role",
        "recommends",
        r"<recommend|propose|suggest|advocate|advise> (?:on |upon |about )?(?:[\w'’/&,-]+ ){0,7}?(?:polic(?:y|ies)(?! (?:manual|holder))|regulations)",
        r"(?:recommend\w*|proposals?|suggest\w*|input|advice|advis\w*)(?: [\w'’/&,-]+){0,3}? (?:for|on|to|about|regarding|concerning|in|of|into) (?:[\w'’/&,-]+ ){0,6}?(?:polic(?:y|ies)|regulations)",
        rf"<develop|revise|write|draft|prepare|establish|set|formulate|create|update|make|determine>(?:{_AND}) (?:(?:the )?(?:program|program's|its|own|and|,) ?)*{_OWN} (?:[\w'’-]+ )?polic(?:y|ies)",
        r"<develop|draft|write|prepare|revise|formulate|review> (?:and|or|, and) <recommend|propose> ~5 polic(?:y|ies)",
        r"<recommend> (?:and|or) <develop|draft|write|formulate> ~5 polic(?:y|ies)",
        r"policy (?:recommendations|proposals|options|advice)",
        needs="polic|regulations",
    ),
    cue(
        "policy.role",
        "applies",
        r"<apply|follow|implement|interpret|enforce|explain|execute|administer|observe|use|communicate> ~5 (?:polic(?:y|ies)|regulations|rules|guidelines)",
        r"(?:carry|carries|carrying) out ~5 polic(?:y|ies)",
        r"(?:compliance|accordance|comply|complies|complying|conform\w*|adher\w*|consistent|consistency) (?:with|to) (?:[\w'’/&,-]+ ){0,6}?(?:polic(?:y|ies)|regulations|rules)",
        r"(?:implementation|application|interpretation|enforcement) of (?:[\w'’/&,-]+ ){0,5}?(?:polic(?:y|ies)|regulations)",
        needs="polic|regulations|rules|guidelines",
    ),
    cue(
        "policy.role",
        "formulates",
        r"polic(?:y|ies)(?: and [\w'’-]+)? (?:is|are) (?:set|made|formulated|established|written|decided|determined|developed) (?:solely |only )?(?:by (?:the(?! incumbent| position| employee)|his|her|a|another|higher|senior|executive|others|headquarters|agency)|elsewhere|above|centrally)",
        r"(?:no|has no|have no) (?:part|role|voice|authority|say|responsibility) (?:in|over|for) (?:[\w'’/&,-]+ ){0,5}?polic(?:y|ies)",
        needs="polic",
        denies=True,
        anyone=True,
    ),
    # --- objectives ----------------------------------------------------------------------------------------
    cue(
        "objectives.role",
        "establishes",
        r"<establish|set|determine|decide|define|formulate|approve|fix> ~6 (?:objectives|goals|strateg(?:y|ies)|targets)",
        r"(?:establishment|setting) of (?:[\w'’/&,-]+ ){0,5}?(?:objectives|goals|strateg(?:y|ies))",
        r"(?:objectives|goals|strateg(?:y|ies))[ -]setting",
        needs="objective|goal|strateg|target",
        assisting="develops",
    ),
    cue(
        "objectives.role",
        "develops",
        r"<develop|revise|prepare|draft|propose|recommend|write|plan> ~6 (?:objectives|goals|strateg(?:y|ies)|procedures)",
        r"<establish|set|write|approve> ~6 procedures",
        needs="objective|goal|strateg|procedure",
    ),
    cue(
        "objectives.role",
        "pursues",
        r"<achieve|meet|implement|pursue|support|accomplish|attain|execute> ~6 (?:objectives|goals|strateg(?:y|ies))",
        r"(?:objectives|goals)(?: and \w+)? (?:that (?:are|were) )?(?:established|set|defined|given) by (?:the |executive |senior |agency |upper )",
        needs="objective|goal|strateg",
    ),
    # --- priorities, strategy ------------------------------------------------------------------------------
    cue(
        "priorities.set",
        "yes",
        r"<set|establish|determine|decide|fix|define|rank|order|assign> ~6 priorit(?:y|ies)",
        r"<set|establish|determine|decide|fix|rank> (?:the |an? )?(?:relative )?(?:order|ranking|sequence|rank) of (?:[\w'’/&,-]+ ){0,3}?(?:priorit(?:y|ies)|importance)",
        r"<rank|prioritize|prioritise> (?:the |all |its |among )?(?:[\w'’/&,-]+ ){0,4}?(?:programs?|needs|initiatives|operations|projects)",
        r"<set|establish|determine|decide> (?:[\w'’/&,-]+ ){1,10}?and (?:the |its |their )?(?:[\w'’-]+ )?priorit(?:y|ies)",
        r"(?:setting|establishment|determination) of (?:[\w'’/&,-]+ ){0,5}?priorit(?:y|ies)",
        r"priority[- ]setting",
        r"<prioritize|prioritise> ~5 (?:programs|operations|resources|initiatives|activities|funding|projects)",
        r"<decide> which (?:[\w'’/&,-]+ ){0,4}?(?:programs?|initiatives?|needs|projects?) (?:come|comes|goes?|take|takes|rank|is|are) (?:first|precedence|funded)",
        needs="priorit|which|rank|order",
    ),
    cue(
        "strategic.planning",
        "yes",
        r"<develop|lead|direct|prepare|formulate|create|oversee|write|establish|provide|guide> ~6 (?:strategic|long[- ]range|short[- ] ?(?:and|or) long[- ]range|multi-?year) (?:[\w'’/&-]+ ){0,2}?(?:plans?|planning|direction|vision)",
        r"(?:responsible|accountable) for (?:[\w'’/&,-]+ ){0,5}?strategic (?:plans?|planning|direction)",
        needs="strategic|long|multi",
    ),
    # --- the legislature, the Governor, the executive team -------------------------------------------------
    cue(
        "legislative.liaison",
        "yes",
        r"legislative (?:liaison|testimony|proposals?|initiatives?|agenda|committees?|affairs|hearings?|relations)",
        r"<testify|appear|present|speak> (?:[\w'’/&-]+ ){0,4}?(?:before|to|at) (?:the |a |its )?(?:[\w'’/&-]+ ){0,3}?(?:legislat(?:ure|ive|ors?)|general assembly|house|senate)",
        r"(?:liaison|spokes\w+|point of contact|contact|representative|represents?|chief staff person) (?:[\w'’/&-]+ ){0,5}?(?:to|with|for|before) (?:the )?(?:[\w'’/&-]+ ){0,2}?(?:legislat(?:ure|ive|ors?)|general assembly)",
        r"<draft|develop|prepare|propose> ~4 legislation",
        needs="legislat|general assembly|house|senate",
    ),
    cue(
        "state.liaison",
        "yes",
        r"(?:consult\w*|work\w*|confer\w*|liais\w*|cooperat\w*|collaborat\w*|coordinat\w*|negotiat\w*|contacts?|meets?|advises?|advising|represent\w*|briefs?|briefing|consultation) (?:[\w'’/&,-]+ ){0,8}?(?:governor|legislat(?:ure|ors?|ive)|general assembly|other (?:state )?(?:agencies|departments))",
        needs="governor|legislat|general assembly|other",
        anyone=True,
    ),
    cue(
        "executive_team",
        "yes",
        r"(?:member|serves?|serving|sits?|sitting|part|participates?|seat)(?: [\w'’/&-]+){0,3}? (?:of|on|in) (?:the )?(?:[\w'’/&-]+ ){0,4}?(?:(?:executive|senior|top|leadership|management|commissioner['’]?s|secretary['’]?s)(?: (?:executive|senior|leadership|management))? (?:team|staff|group|council|cabinet|committee)|leadership staff|senior staff|cabinet)",
        needs="team|staff|group|council|cabinet|committee",
        anyone=True,
    ),
)
