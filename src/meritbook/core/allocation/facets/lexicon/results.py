"""Words on performance management and improvement: Iowa's seven initiatives and the three kinds of work on them."""

from meritbook.core.allocation.facets.cue import cue

_INITIATIVE = (
    r"(?:lean|kaizen|value stream|performance (?:measurement|management|improvement|auditing|results|measures|reporting)|process improvement|results initiatives?|"
    r"strategic plan(?:s|ning)?|risk management|organizational development|organisational development|empowerment|continuous improvement|operational plan(?:ning)?|planning and deployment|performance audits?|return on investment)"
)
_WHOM = r"(?:(?:executive )?(?:department|departmental|agency|senior|executive|state|division)(?:['’]?s)? (?:management|managers|directors?|heads?|leaders?(?:hip)?|executives|officials)|directors|department heads|managers|management|leadership)"

CUES = (
    cue(
        "results.initiatives",
        "empowerment",
        r"empowerment (?:area|boards?|program|initiative)s?",
        r"(?:early (?:care|childhood)|birth to (?:age )?five|birth to (?:age )?5)",
        needs="empower|early|birth",
        helping=True,
    ),
    cue(
        "results.initiatives",
        "lean",
        r"(?:lean (?:events?|initiative|program|tools|office|methods?|facilitat\w+|projects?|government|six sigma|practice|techniques?|transformation|process\w*|enterprise|thinking|management|coach\w*|improvement|work|workshops?|training|classes|sessions?|courses?|reviews?)|kaizen|value[- ]stream|design for lean|six sigma|<lead|facilitate|administer|teach|coordinate|deploy|run> (?:[\w'’-]+ ){0,2}?lean)",
        needs="lean|kaizen|value|sigma",
        helping=True,
    ),
    cue(
        "results.initiatives",
        "organizational_development",
        r"organi[sz]ation(?:al)? development",
        r"change and transition management|change management|process management",
        r"(?:baldrige|performance excellence)",
        needs="organi|change|process|baldrige|excellence",
        helping=True,
    ),
    cue(
        "results.initiatives",
        "performance_auditing",
        r"performance audit(?:s|ing|ors?)?",
        r"(?:audit|assess|review|verif)\w* (?:[\w'’/&-]+ ){0,5}?(?:quality|accuracy|reliability) of (?:[\w'’/&-]+ ){0,3}?performance (?:information|data|reports|measures)",
        needs="audit|performance",
        helping=True,
    ),
    cue(
        "results.initiatives",
        "performance_measurement",
        r"performance (?:measurement|measures|reports?|reporting|metrics|management (?:system|framework|program|and improvement)|indicators|plans|results)",
        r"results[- ]oriented",
        r"return[- ]on[- ]investment",
        r"benchmark(?:s|ing)",
        needs="performance|results|return|benchmark",
        helping=True,
    ),
    cue(
        "results.initiatives",
        "planning_and_deployment",
        r"(?<!technology )(?<!systems )(?:strategic|operational|enterprise)(?: and (?:strategic|operational))? (?:plan(?:s|ning)?)(?: and deployment)?",
        r"(?:leadership agenda|plan deployment|planning and deployment)",
        needs="plan|agenda",
        helping=True,
    ),
    cue(
        "results.initiatives",
        "risk_management",
        r"(?:enterprise |agency )?risk (?:management|control|assessments?|reduction|exposure)",
        r"exposure to risk|reduc\w+ (?:[\w'’-]+ ){0,3}?risks? to the state",
        needs="risk",
        helping=True,
    ),
    # --- the kind of work ----------------------------------------------------------------------------------
    cue(
        "results.work",
        "entry_journey",
        rf"<facilitate|coordinate|conduct|deliver|organize|lead|support|schedule|present> (?:[\w'’/&,-]+ ){{0,8}}?{_INITIATIVE}",
        rf"(?:training|technical assistance|workshops?|facilitation)(?: and (?:training|technical assistance|facilitation|support|workshops?))? (?:to|for|in|on|about|of) (?:[\w'’/&,-]+ ){{0,9}}?(?:departments?|agenc(?:y|ies)|boards?|{_INITIATIVE}|staff|teams?|local)",
        rf"<train|teach|help|assist|coach> (?:[\w'’/&,-]+ ){{0,10}}?(?:departments?|agenc(?:y|ies)|boards?|teams?|{_INITIATIVE})",
        r"(?:entry|journey|entry-to-journey)[- ]level",
        needs="facilitat|coordinat|conduct|deliver|organiz|lead|support|schedul|present|train|assist|workshop|teach|help|coach|entry|journey",
        helping=True,
    ),
    cue(
        "results.work",
        "complex",
        rf"<consult|advise|counsel> (?:with )?(?:and <advise|consult|counsel|guide> )?(?:with )?(?:[\w'’/&,-]+ ){{0,6}}?{_WHOM}",
        rf"(?:consultation|advice|consulting services|counsel|consultancy|guidance) (?:to|for|with) (?:[\w'’/&,-]+ ){{0,6}}?{_WHOM}",
        rf"(?:complex|difficult|advanced|most complicated) (?:[\w'’/&,-]+ ){{0,4}}?(?:facilitat\w+|{_INITIATIVE}|projects|engagements|cross-agency|improvement)",
        rf"<recommend> (?:[\w'’/&,-]+ ){{0,6}}?(?:performance|improvements?|process|{_INITIATIVE})",
        r"(?:recommendations|recommends)(?: [\w'’/&,-]+){0,6}? (?:to|for|on|about) (?:[\w'’/&,-]+ ){0,5}?(?:performance|improv\w+|departments?|directors?|management)",
        r"(?:performance|improvement)(?: management| and improvement)*(?: improvement)? recommendations",
        r"<manage|administer|direct> (?:[\w'’/&,-]+ ){0,3}?(?:statewide )?(?:[\w'’/&,-]+ ){0,3}?empowerment program",
        needs="consult|advi|counsel|guidance|complex|difficult|advanced|complicated|recommend|empowerment|recommendations",
        helping=True,
    ),
    cue(
        "results.work",
        "administers",
        rf"<administer|direct|govern|head> (?:[\w'’/&,-]+ ){{0,10}}?{_INITIATIVE}",
        rf"<manage|oversee|run> (?:the |all |an? )?(?:(?:state ?-?wide|enterprise ?-?wide|state's|state’s|whole|entire|executive branch) )(?:[\w'’/&,-]+ ){{0,6}}?{_INITIATIVE}",
        rf"(?:administration|direction) of (?:[\w'’/&,-]+ ){{0,8}}?{_INITIATIVE}",
        rf"(?:responsible|accountable) for (?:the )?(?:[\w'’/&,-]+ ){{0,3}}?(?:state ?-?wide|enterprise ?-?wide) (?:[\w'’/&,-]+ ){{0,4}}?{_INITIATIVE}",
        needs="administ|direct|govern|head|manag|overs|run|responsible|accountable",
        helping=True,
    ),
    cue(
        "results.oversight",
        "yes",
        r"(?:<oversee|guide|lead|mentor|coach|review|coordinate>|oversight|guidance|leadership|lead work|lead-work|work leadership) (?:[\w'’/&,-]+ ){0,9}?(?:practitioners?|facilitators?|lower[- ]level|junior|positions in (?:the|this) series|other staff in the series)",
        r"(?:work of|lead work (?:for|over)|oversight (?:of|to|over)) (?:[\w'’/&,-]+ ){0,5}?(?:practitioners?|facilitators?|lower[- ]level|staff)",
        needs="practitioner|facilitator|lower|junior|series|staff",
        helping=True,
    ),
)
