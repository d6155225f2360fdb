"""Words on information technology work and the capacities that Pennsylvania's class lists."""

from meritbook.core.allocation.facets.cue import cue

_IT = (
    r"(?:information technology|(?-i:IT)|computer|software|network|database|cyber ?security|cyber|technology|data cent(?:er|re)|server|systems? (?:architecture|integration|development)|"
    r"enterprise architecture|cloud|digital (?:services|content)|application(?:s)? (?:development|support|architecture)|information security|security architecture|middleware|infrastructure)"
)
_SECURITY = r"(?:cyber[- ]?operations|malware|security architecture|architecture|(?:enterprise )?governance,? risk,? (?:and|&) compliance|\bGRC\b|(?:digital )?forensics?)"
_LEADS = r"(?:<lead|head|direct|manage>|(?:functional |team |technical )*(?:lead|leader|leads)(?: role)? (?:for|of|over|in)|serv(?:es|ing) as (?:the |a )?(?:[\w'’-]+ ){0,4}?lead(?:er)?(?: (?:for|of|over|in))?)"
_IES_AREA = r"(?:integration|security|basis(?: administration)?|applications?|business warehouse|business operations)"

CUES = (
    cue(
        "it.work",
        "supports",
        rf"(?:{_IT}) ~3 (?:services?|support|systems?|problems?|tickets|equipment|hardware|operations|staff|projects?|solutions?|security|issues|standards|planning)",
        r"(?:help|service) desk|\bSAP\b|desktop support|troubleshoot\w*|programm(?:er|ing) (?:code|in)|writes? code",
        needs="information|it |computer|software|network|database|cyber|techno|data cent|server|system|cloud|digital|applic|desk|sap|trouble|programm|code|infrastr",
        of_unit=True,
        anyone=True,
    ),
    cue(
        "it.work",
        "manages_or_advises",
        rf"<manage|direct|oversee|plan|lead|administer|govern|head> (?:and <manage|direct|oversee|evaluate|plan> )?(?:[\w'’/&,-]+ ){{0,7}}?\b{_IT}\b",
        rf"(?:consultant|technical expert|subject[- ]matter expert|expert|advis[eo]r|principal specialist) (?:[\w'’/&-]+ ){{0,5}}?(?:for|on|in|to) (?:[\w'’/&,-]+ ){{0,5}}?{_IT}",
        rf"<develop|formulate|establish|set|determine|evaluate|integrate|design> (?:[\w'’/&,-]+ ){{0,6}}?{_IT} (?:[\w'’/&,-]+ ){{0,3}}?(?:strateg(?:y|ies)|polic(?:y|ies)|priorit(?:y|ies)|plans?|standards|services|architecture|program|programs|technologies|resources)",
        rf"{_IT} (?:[\w'’/&-]+ ){{0,2}}?(?:strategy|governance|planning|architecture|management|policy)",
        r"solution architect(?:ure)?|enterprise architect(?:ure)?",
        needs="information|it |computer|software|network|database|cyber|techno|data cent|server|system|cloud|digital|applic|architect|infrastr|security",
    ),
    cue(
        "it.work",
        "manages_or_advises",
        rf"<supervise> (?:[\w'’/&,-]+ ){{0,7}}?\b{_IT}\b",
        needs="supervis",
        hedged=True,
    ),
    cue(
        "it.capacity",
        "business_relationship_manager",
        r"business relationship manag(?:er|ement)(?: role)?(?: (?:for|of|at|in|to))?(?: [\w'’/&-]+){0,6}? (?:smaller|small|smallest)(?: [\w'’/&-]+){0,4}? (?:delivery )?cent(?:er|re)s?",
        r"business relationship manag(?:er|ement)[^.;]{0,120}?(?:smaller|small|smallest)(?: [\w'’/&-]+){0,3}? cent(?:er|re)s?",
        r"(?:liaison|intermediary|link|bridge) (?:[\w'’/&-]+ ){0,2}?between (?:[\w'’/&,-]+ ){0,12}?(?:service providers?|(?-i:IT)|information technology)(?:[\w'’/&, -]{0,90}?) (?:smaller|small|smallest) (?:[\w'’/&-]+ ){0,4}?(?:delivery )?cent(?:er|re)s?",
        r"(?:smaller|small|smallest) (?:[\w'’/&-]+ ){0,4}?delivery cent(?:er|re)s?(?:[\w'’/&,() -]{0,120}?)(?:business relationship|align\w* (?:[\w'’/&-]+ ){0,4}?business needs|liaison between)",
        needs="business relationship|delivery cent|liaison",
    ),
    cue(
        "it.capacity",
        "business_relationship_manager",
        r"business relationship manag(?:er|ement|ing)",
        needs="business relationship",
        hedged=True,
    ),
    cue(
        "it.capacity",
        "security_functional_lead",
        rf"{_LEADS} (?:[\w'’/&,-]+ ){{0,9}}?{_SECURITY}",
        rf"{_SECURITY} (?:[\w'’/&-]+ ){{0,3}}?(?:functional |team )?lead(?:er|s)?(?! to)",
        needs="cyber|malware|governance|forensic|architecture|grc",
    ),
    cue(
        "it.capacity",
        "solution_architect",
        r"solutions? architect(?:ure)?",
        r"<identify|select|specify|design|create|define> (?:[\w'’/&,-]+ ){0,8}?(?:technical architecture|architecture framework|architecture model)",
        needs="architect",
    ),
    cue(
        "it.capacity",
        "jnet_functional_manager",
        r"(?:JNET|Justice Network)(?:[\w'’/&,() -]{0,60}?) manag(?:er|es|ing|ement)",
        r"<manage|direct> (?:[\w'’/&,-]+ ){0,9}?(?:JNET|Justice Network)",
        needs="jnet|justice network",
    ),
    cue(
        "it.capacity",
        "ies_supervisor",
        rf"<supervise|direct|manage|oversee|lead> (?:[\w'’/&,()-]+ ){{0,12}}?(?:IES|Integrated Enterprise System)(?:[\w'’/&,() -]{{0,50}}?){_IES_AREA}",
        rf"<supervise|direct|manage|oversee|lead> (?:[\w'’/&,()-]+ ){{0,8}}?{_IES_AREA} (?:[\w'’/&,()-]+ ){{0,7}}?(?:IES|Integrated Enterprise System)",
        rf"(?:IES|Integrated Enterprise System)(?:[\w'’/&,() -]{{0,40}}?) supervis(?:or|ory|es|ion)(?:[\w'’/&,() -]{{0,50}}?){_IES_AREA}",
        needs="ies|integrated enterprise",
    ),
    cue(
        "it.capacity",
        "ies_databases",
        r"(?:most complex|more complex|complex)(?:[\w'’/&,() -]{0,40}?)(?:IES|Integrated Enterprise System)(?:[\w'’/&,() -]{0,30}?)database",
        r"(?:IES|Integrated Enterprise System)(?:[\w'’/&,() -]{0,30}?)databases?(?:[\w'’/&,() -]{0,40}?)(?:independently|most complex)",
        r"independently (?:[\w'’/&,()-]+ ){0,8}?(?:IES|Integrated Enterprise System)(?:[\w'’/&,() -]{0,30}?)database",
        needs="database",
    ),
    cue(
        "it.capacity",
        "database_projects",
        r"<direct|lead|manage> (?:[\w'’/&,-]+ ){0,3}?(?:complex|high[- ]impact)(?:[\w'’/&,-]+ |, | ){0,8}?database (?:administration )?projects?",
        needs="database",
    ),
    cue(
        "it.capacity",
        "accessibility_coordinator",
        r"accessibility (?:lead )?(?:coordinator|coordination lead|lead coordinator)",
        r"(?:<lead|coordinate|create|develop|implement>)(?:[\w'’/&, -]{0,40}?)accessibility (?:strateg(?:y|ies)|polic(?:y|ies)|requirements|program)",
        needs="accessibility",
    ),
    cue(
        "it.capacity",
        "accessibility_procurement_liaison",
        r"accessibility (?:lead )?procurement liaison",
        r"(?:procurement|purchasing|procure)(?:[\w'’/&, -]{0,60}?)accessib(?:ility|le)(?:[\w'’/&, -]{0,40}?)(?:liaison|digital|requirements|lead)",
        r"accessib(?:ility|le)(?:[\w'’/&, -]{0,60}?)(?:procurements?|procure|procuring|bids|solicitations)(?! (?:staff|card))",
        needs="accessib",
    ),
)
