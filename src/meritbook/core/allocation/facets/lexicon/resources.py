"""Words on money and other resources: what the incumbent controls, approves, allocates."""

from meritbook.core.allocation.facets.cue import cue

_RESOURCE = r"(?:resources|budgets?|funds|funding|appropriations?|expenditures?|spending|finances)(?! (?:analys|requests? forms?|reports?|records|codes?|spreadsheets?))"
_KIND = (
    r"(?:hiring|staff|staffing|personnel|people|positions|human|workforce|employees|budgets?(?: of \$[\d.,]+(?: ?(?:million|billion))?)?|money|fiscal|funds|funding|finances|"
    r"spending|operating|operations|equipment|facilities|buildings|supplies|capital(?: (?:construction|projects?|improvements?|outlay|assets?|budgets?))?|construction|property|physical|purchasing|contracts|vehicles)"
)
"""The kinds of resources: human, fiscal, operating, capital. Whoever controls three of them controls resources."""
_SUPERIOR = r"(?:the(?! incumbent| position| employee)|his|her|an?|another|higher|senior|executive|agency|division|department|bureau)"

CUES = (
    cue(
        "resources.control",
        "full",
        rf"<allocate|reallocate|apportion|distribute> ~6 (?:{_RESOURCE}|staff|personnel|positions|money)",
        rf"<approve|authorize|authorise> ~6 (?:{_RESOURCE}|budget requests?|purchases|contracts|fiscal transactions|spending plans?)(?! (?:within|up to|below|under|to|not exceeding|of less) )",
        rf"(?:<control|direct|command>|<exercise> (?:[\w-]+ )?(?:control|authority)|authority (?:over|for)|control (?:over|of)),? [^.;:]{{0,120}}?(?:{_KIND},? (?:and )?(?:the |its |all )?){{2,}}{_KIND}",
        rf"<direct|exercise> (?:and|,) ?<control|direct> ~6 (?:{_RESOURCE})",
        rf"<control|command> ~6 (?:{_RESOURCE})(?! (?:for|of) (?:specific|particular|assigned) phases)",
        rf"(?:authority|control|command|power)(?: and (?:authority|control|responsibility))? (?:over|of|for|to commit|to spend|to allocate|to move|to reallocate) (?:all )?(?:the )?(?:[\w'’/&,$.-]+ ){{0,8}}?(?:{_RESOURCE}|positions|money)(?! (?:(?:for|of|in|during|within) (?:the |a |one |each |specific |particular |assigned )?(?:[\w'’-]+ )?(?:phases?|seasons?|stages?)))",
        rf"(?:accountable|accountability|answers|answerable|full responsibility|responsible) for (?:the )?(?:effective |efficient |proper |overall |full |[\w-]+ )?(?:and [\w-]+ )?(?:utilization|utilisation|use|stewardship|acquisition|management|deployment|control|administration|expenditure)(?: and [\w-]+)* of (?:all )?(?:[\w'’/&,-]+ ){{0,8}}?(?:{_RESOURCE})",
        rf"<secure|acquire|obtain> (?:and <allocate|distribute|administer> )(?:[\w'’/&,-]+ ){{0,5}}?(?:{_RESOURCE})",
        rf"<move|shift|commit|reprogram|redirect> ~5 (?:{_RESOURCE}|staff|positions|money)(?= (?:between|among|from|across|where|as|to))",
        rf"<decide|determine> (?:how|where) (?:[\w'’/&,-]+ ){{0,6}}?(?:{_RESOURCE}|money|staff)",
        rf"(?:final|signature|full|sole|delegated) (?:[\w-]+ )?authority (?:over|for|on) (?:[\w'’/&,$.-]+ ){{0,6}}?(?:{_RESOURCE})",
        needs="resourc|budget|fund|appropriation|expenditure|spending|financ|staff|position|purchases|contracts|transactions|money|personnel",
        assisting="phases",
    ),
    cue(
        "resources.control",
        "phases",
        rf"<decide|determine|choose|settle|say> (?:[\w'’/&,-]+ ){{0,6}}?(?:gets?|receives?|goes|spends?|spent|is given|are given|is used|are used) (?:[\w'’/&,-]+ ){{0,5}}?(?:{_RESOURCE}|money|staff|help|overtime|equipment|hours)",
        rf"<assign|deploy|distribute|divide|schedule|shift> ~6 (?:funds|money|staff|equipment|hours|overtime|{_RESOURCE})",
        needs="fund|money|staff|equipment|hours|overtime|help|resourc|budget",
    ),
    cue(
        "resources.control",
        "full",
        r"<manage|administer|direct> (?:[\w'’/&,$.-]+ ){0,4}?(?:human|fiscal|financial|physical|capital|operating)(?:,? (?:and |or )?(?:human|fiscal|financial|physical|capital|operating|material|technological|information))+ resources",
        rf"<develop|prepare|direct> (?:and|,) ?<manage|maintain|control|administer|direct|execute> ~5 (?:{_RESOURCE})",
        needs="resources|budget",
        hedged=True,
    ),
    cue(
        "resources.control",
        "phases",
        rf"<monitor|track|manage|administer|oversee|prepare|develop|control|plan|propose|maintain|execute|review|direct|justify> ~7 (?:{_RESOURCE})",
        rf"(?:<control>|(?:control|authority|responsibility|responsible|charge) (?:over|of|for)) (?:the )?(?:[\w'’/&,$.-]+ ){{0,7}}?(?:{_RESOURCE}|money|hours|staff|equipment)(?: [\w'’/&-]+){{0,3}}? (?:for|of|in|within|during) (?:specific |particular |assigned |certain |the )?(?:[\w'’-]+ )?(?:phases?|parts?|activities|projects?|stages?|units?|sections?|seasons?|sub-?programs?)",
        r"(?:budget|resource|grant|fiscal) (?:management|preparation|monitoring|administration|oversight|development|control)",
        r"(?:purchases?|purchasing|spends?|commits?|approves? (?:purchases|expenditures|invoices|payments)) (?:[\w'’/&,-]+ ){0,5}?(?:up )?(?:to|within|under|of) (?:a limit of )?\$\d[\d,.]*",
        r"<manage|assign|schedule|deploy> ~5 resources",
        needs="resourc|budget|fund|appropriation|expenditure|spending|financ|purchas|spend|commit|fiscal|grant|approve|phase|season|stage|control",
    ),
    cue(
        "resources.control",
        "full",
        rf"(?:{_RESOURCE})(?: [\w'’/&-]+){{0,4}}? (?:is|are|was|were) (?:[\w-]+ )?(?:approved|decided|allocated|set|controlled|determined|held|managed|authorized) (?:[\w-]+ )?(?:by {_SUPERIOR}|above|elsewhere|centrally|at a higher)",
        r"(?:spending|expenditures?|purchases?|budgets?|money)(?: [\w'’/&$.,-]+){0,4}? (?:goes|go|passes|pass|is sent|are sent) (?:up )?to (?:the |his |her |a )?(?:[\w'’/&-]+ ){0,4}?for (?:approval|decision)",
        r"(?:budget|spending|expenditures|resources|purchases)(?:,| [\w'’/&$.,-]+){0,8}? (?:subject to|for|require|requires|needs?|await(?:s|ing)?|pending|with) (?:the )?(?:(?:final|prior) )?approval (?:by|of|from)",
        rf"approved by {_SUPERIOR}(?: [\w'’/&-]+){{0,5}}? (?:before|prior to) (?:[\w'’/&-]+ ){{0,4}}?(?:spen|commit|purchas|budget)\w*",
        rf"(?:budget|budgets|allocations?|spending|resources|expenditures)(?: [\w'’/&-]+){{0,4}}? (?:approved|set|decided|allotted|assigned|given) by {_SUPERIOR}",
        rf"(?:does not|do not|cannot|may not|never) (?:have authority to |itself )?(?:approve|allocate|authorize|commit|control|reallocate|decide on) (?:[\w'’/&,-]+ ){{0,6}}?(?:{_RESOURCE}|money)",
        rf"(?:no|without) (?:[\w-]+ )?(?:authority|control|power|say|responsibility|part|role) (?:over|to|for|in|on) (?:[\w'’/&,-]+ ){{0,6}}?(?:{_RESOURCE})",
        r"no (?:budget|budgetary|fiscal|spending|signature|expenditure) (?:authority|responsibility|responsibilities|control|role)",
        needs="budget|resource|spending|expenditure|fund|purchas|alloc|approv|fiscal|financ",
        denies=True,
        anyone=True,
    ),
    cue(
        "resources.control",
        "phases",
        rf"(?:no|without) (?:[\w-]+ )?(?:authority|control|power|say|responsibility|part|role) (?:over|to|for|in|on) (?:[\w'’/&,-]+ ){{0,6}}?(?:{_RESOURCE})",
        r"no (?:budget|budgetary|fiscal|spending) (?:authority|responsibility|responsibilities|control|role)",
        r"no (?:budget|funds)(?= ?(?:[.,;]|$|is|are|of))",
        needs="budget|resource|spending|fund|fiscal",
        denies=True,
        anyone=True,
    ),
    # --- fiscal authority in the sense of approving transactions --------------------------------------------
    cue(
        "fiscal.authority",
        "within_limits",
        r"<approve|authorize|sign|certify> ~6 (?:fiscal transactions|transactions|purchases|payments|invoices|expenditures|contracts|requisitions)(?: [\w'’/&,-]+){0,5}? (?:within|up to|below|under|to|not exceeding)",
        r"(?:purchases?|spends?|commits?) (?:[\w'’/&,-]+ ){0,4}?(?:up to|within|to) (?:a limit of |set limits|\$\d[\d,.]*)",
        r"(?:purchasing|spending|signature|approval|expenditure|fiscal) (?:authority|limit)(?: [\w'’/&,-]+){0,3}? (?:up to|of|to|within|below)",
        needs="approv|authoriz|sign|certif|purchas|spend|commit|expenditure|fiscal",
    ),
    cue(
        "fiscal.authority",
        "authorises",
        r"<authorize|authorise|allocate|approve> (?:and <allocate|authorize|approve> )?~5 (?:fiscal transactions|transactions|funds|funding|budgets?|expenditures|appropriations|resources|financial resources)(?! (?:within|up to|below|under))",
        needs="author|alloc|approv",
    ),
)
