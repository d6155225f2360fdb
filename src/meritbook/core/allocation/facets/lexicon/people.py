"""Words on people: whom the incumbent supervises, how fully, managers below, contractors."""

from meritbook.core.allocation.facets.cue import cue

_STAFF = (
    r"(?:staff|employees|personnel|team|subordinates?|professionals?|workers|analysts|specialists|technicians|clerks|auditors|inspectors|"
    r"supervisors|managers|officers|associates|positions|chiefs|counselors|investigators|examiners|engineers|assistants|accountants|"
    r"administrators|coordinators|directors|programmers|developers|nurses|people|aides|interns|consultants|attorneys|agents|planners|teachers|generalists|practitioners|facilitators|architects|administrators|representatives)"
)
_LOWER_MANAGER = (
    r"(?:(?:subordinate|lower[- ]level|lower|bureau|program|section|division|regional|unit|district|branch|field|middle|assistant|facility|institution|office|operations|deputy|line|its|[\w-]+) ){0,3}"
    r"(?:managers|division directors|bureau directors|program directors|deputy directors|regional directors|assistant directors|associate directors|bureau chiefs|section chiefs|division chiefs|branch chiefs|division heads|bureau heads|office directors|superintendents|wardens|program administrators|area directors|executives)"
)
_DUTIES = (
    r"(?:hir(?:e|es|ing)|select(?:s|ing|ion)?|disciplin(?:e|es|ing|ary)|evaluat(?:e|es|ing|ions?)|apprais(?:e|es|ing|als?)|terminat(?:e|es|ing|ion)|dismiss(?:es|ing|al)?|"
    r"grievances?|approv(?:e|es|ing) leave|performance (?:reviews?|evaluations?|appraisals?)|promot(?:e|es|ing|ions?)|reward(?:s|ing)?|train(?:s|ing)?|assign(?:s|ing)?(?: and review\w*)?(?: work)?|schedul(?:e|es|ing)|reprimand(?:s|ing)?|leave requests?|counsel(?:s|ing)?|fir(?:e|es|ing)|interview(?:s|ing)?|plans? (?:the )?work)"
)

CUES = (
    cue(
        "staff.supervised",
        "yes",
        rf"<supervise|oversee|lead|manage|direct|head|guide|mentor> ~6 {_STAFF}",
        r"<supervise> (?:about |approximately |up to |some )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|several)(?! (?:programs|functions|projects|sites|units))",
        rf"<hire|evaluate|discipline|appraise|select|assign|rate> ~5 {_STAFF}",
        rf"(?:supervision|direction|oversight|management) (?:of|to|over) (?:[\w'’/&,$.-]+ ){{0,6}}?{_STAFF}",
        rf"<supervise|oversee|lead|manage|direct|head|run> ~5 (?:unit|units|section|division|bureau|office|team|crew) (?:of|with) (?:[\w'’/&-]+ ){{0,4}}?{_STAFF}",
        r"(?:whom|which|that|who) (?:the incumbent|this position|the position|i) (?:supervises?|directs?|manages?|leads?|oversees?)",
        r"<supervise|oversee|lead|manage|direct|head|run> ~5 (?:unit|section|division|bureau|office|team|crew) (?:of|with) (?:about |some |over )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?)(?! (?:programs|functions|projects|sites|units))",
        r"(?:staff|team|unit|crew|group|complement) of (?:about |approximately |some |over |up to )?(?:an? )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|\w+teen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|hundred)",
        r"(?:directs|manages|supervises|through) (?:the )?(?:work of )?(?:a )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)(?: [\w'’/&-]+){0,4} (?:who|that|which) (?:report|work)",
        needs="whom|unit|section|division|bureau|office|crew|staff|employee|person|team|subordinate|profession|worker|analyst|special|techni|clerk|audit|inspect|superv|manag|offic|assoc|posit|chief|couns|investig|exam|engin|assist|account|admin|coord|direct|program|nurse|people|aide|attorn|plan",
    ),
    cue(
        "staff.supervised",
        "yes",
        r"(?:supervises?|supervision of|supervising|manages?) (?:no[- ]?(?:one|body)|no (?:staff|employees|one|other|positions|subordinate\w*))",
        r"no (?:direct reports|subordinates|subordinate (?:staff|positions)|supervisory (?:duties|responsibilit\w+|authority|role)|supervision (?:of|is exercised)|staff report)",
        r"(?:not|never) (?:a )?(?:supervise|supervisor|supervisory|responsible for supervision)",
        r"non-?supervisory",
        r"without supervisory (?:duties|responsibilit\w+|authority)",
        needs="no |no-|not|non|nobody|without|never",
        denies=True,
        anyone=True,
    ),
    cue(
        "staff.supervised",
        "yes",
        r"<oversee|direct|manage|head|lead|supervise> ~5 (?:unit|units|section|division|bureau|office)(?!['’]s?)(?! (?:meetings?|projects?|budget|policy|records?|needs))",
        needs="unit|section|division|bureau|office",
        hedged=True,
    ),
    cue(
        "supervisory.duties",
        "full_range",
        r"(?:full|complete|entire) (?:range|scope|spectrum|set|gamut) of (?:the )?supervisory (?:duties|functions|responsibilities|authority|tasks)",
        r"full supervisory (?:duties|responsibilit\w+|authority|functions|range)",
        r"all (?:the )?supervisory (?:duties|functions|responsibilities)",
        rf"{_DUTIES}(?:(?:,| and|, and| or| /|/)* (?:[\w'’-]+,? ){{0,3}}?{_DUTIES}){{2,}}",
        needs="supervis|hir|select|disciplin|evaluat|apprais|perform|fir|interview|promot",
    ),
    cue(
        "supervisory.duties",
        "some",
        rf"<supervise> ~6 {_STAFF}",
        r"(?:direct|immediate|day-to-day|general) supervision (?:of|to|over)",
        needs="supervis",
        soft=True,
    ),
    cue(
        "supervisory.duties",
        "leads",
        r"lead[- ]?work(?:er)?(?: duties)?",
        r"(?:technical|functional) (?:guidance|oversight|direction|leadership)",
        r"<guide|mentor|coach|lead|oversee> ~5 (?:staff|practitioners|facilitators|team|positions|colleagues|employees)",
        r"oversight (?:to|of|over) (?:[\w'’/&-]+ ){0,5}?(?:positions|practitioners|facilitators|staff)",
        needs="lead|guid|mentor|coach|oversight|overse|technical|functional",
    ),
    cue(
        "supervisory.duties",
        "some",
        r"no (?:direct reports|subordinates|subordinate (?:staff|positions)|supervisory (?:duties|responsibilit\w+|authority|role)|supervision (?:of|is exercised))",
        r"(?:supervises?|supervising) (?:no[- ]?(?:one|body)|no (?:staff|employees|other|positions))",
        r"(?:not|never) (?:perform |exercise |have |carry |have any )?(?:the |a |any )?(?:full )?(?:range of )?(?:supervise|supervisor|supervisory)",
        r"non-?supervisory",
        needs="no |not|non|nobody|never",
        denies=True,
        anyone=True,
    ),
    # --- managers below ------------------------------------------------------------------------------------
    cue(
        "subordinate_managers",
        "develops",
        rf"<develop|evaluate|appraise|coach|mentor|rate|assess|review|groom|train> (?:and <develop|evaluate|coach|mentor|rate|appraise|assess|train> )?~6 {_LOWER_MANAGER}",
        rf"(?:development|evaluation|effectiveness|appraisal|performance|coaching|mentoring)(?: and (?:development|evaluation|appraisal|coaching|mentoring|effectiveness|performance))? of (?:[\w'’/&-]+ ){{0,5}}?{_LOWER_MANAGER}",
        rf"(?:standards|measures|criteria) (?:to|for|by which) (?:[\w'’/&-]+ ){{0,6}}?{_LOWER_MANAGER}",
        rf"<hold> ~4 {_LOWER_MANAGER} (?:accountable|to account|responsible)",
        needs="manager|director|chief|head|superintendent|warden|administrator|executive",
    ),
    cue(
        "subordinate_managers",
        "supervises",
        rf"<supervise|direct|lead|manage|oversee> ~6 {_LOWER_MANAGER}",
        rf"(?:through|via|by means of|supervision of|direction of|direction to) (?:[\w'’/&,-]+ ){{0,5}}?{_LOWER_MANAGER}",
        rf"{_LOWER_MANAGER},? (?:who|that|which)? ?(?:report|reporting|answer|answering) (?:directly )?to (?:this position|the incumbent|it|him|her)",
        rf"(?:his|her|its|their|the) {_LOWER_MANAGER} (?:report|carry out|run)",
        needs="manager|director|chief|head|superintendent|warden|administrator|executive",
        hedged=False,
    ),
    cue(
        "subordinate_managers",
        "supervises",
        r"(?:supervises?|has|have|with|are|through) no (?:subordinate |lower[- ]level |other )?managers",
        r"no (?:subordinate |lower[- ]level )?managers",
        r"none of (?:whom|them|which) (?:is|are) (?:a )?managers?",
        needs="no |none",
        denies=True,
        anyone=True,
    ),
    # --- contractors, vendors, providers -------------------------------------------------------------------
    cue(
        "contractors.managed",
        "yes",
        r"<manage|direct|oversee|monitor|supervise|coordinate|control|evaluate|administer> ~7 (?:contractors?|vendors?|providers|provider contracts|service contracts|contracts|contracted (?:services|agencies|providers))",
        r"<manage|oversee|monitor|evaluate|review|control|direct> (?:the )?(?:performance|work|quality|compliance|services|delivery) of (?:[\w'’/&-]+ ){0,4}?(?:contractors|vendors|providers)",
        r"(?:through|via|by|with|using) (?:[\w'’/&,-]+ ){0,5}?(?:contractors|vendors|(?:service |private |contracted |community |care |outside )+providers|providers|contracted (?:agencies|services|providers|operators))",
        r"(?:performance (?:measures|standards|requirements|targets)|standards|measures|specifications) (?:for|of|to|that|with) (?:[\w'’/&,-]+ ){0,6}?(?:contractors|vendors|providers)",
        r"(?:contractor|vendor|provider|contract) (?:management|performance|oversight|administration|monitoring)",
        r"<hold> ~4 (?:contractors|vendors|providers) (?:accountable|to)",
        r"(?:sees|see|seeing|ensures?|ensuring|requires?|requiring|makes? sure|making sure|has|having|directs?|gets?) (?:to it )?(?:that )?(?:the |all |its )?(?:[\w'’-]+ ){0,2}?(?:contractors|vendors|providers) (?:[\w'’-]+ ){0,4}?(?:to )?(?:apply|follow|carry|comply|meet|observe|perform|deliver)",
        r"<award|negotiate> ~5 contracts",
        needs="contract|vendor|provider",
    ),
    cue(
        "contractors.managed",
        "yes",
        r"no (?:[\w-]+ )?(?:contractors|vendors|providers|contracts)(?! (?:may|shall|can))",
        r"(?:uses?|has|have|without) (?:no |any )?(?:contractors|vendors|providers)(?= (?:are|is) (?:not|none))",
        needs="no ",
        denies=True,
        anyone=True,
    ),
)
