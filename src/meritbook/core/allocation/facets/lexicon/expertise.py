"""Words on expertise: advice as the work itself, its depth, who is advised, and qualifications in a subject."""

from meritbook.core.allocation.facets.cue import cue

_ADVISE = r"(?:<advise|counsel|consult|brief>|(?:provid(?:e|es|ing)|giv(?:e|es|ing)|offer(?:s|ing)?|furnish(?:es|ing)?|render(?:s|ing)?) (?:[\w'’/&,-]+ ){0,6}?(?:advice|consultation|counsel|guidance|expertise|opinions?|consultative services|recommendations))"
_FIELD = (
    r"(?:engineer(?:ing)?|architect(?:ure)?|nurs(?:e|ing)|medicine|medical|physician|doctor|law|legal|attorney|juris doctor|accounting|"
    r"accountan(?:t|cy)|actuar\w+|veterinar\w+|psycholog\w+|pharmac\w+|geolog\w+|chemist\w*|biolog\w+|toxicolog\w+|epidemiolog\w+|"
    r"social work(?:er)?|survey(?:or|ing)|computer science|information technology|dent\w+|hydrolog\w+|statistic\w*|therap\w+|urban planning|nuclear|physic\w*)"
)

_NONE = r"no|not|none|never|nothing|without|isn['’]t|don['’]t|doesn['’]t|needn['’]t"
_SUBJECT = (
    r"speciali[sz]ed|speciali[sz]ation|specialist|specialty|special (?:subject|field|skill|training|qualification)s?|subject(?:[- ]matter)?|technical|"
    r"functional|occupational|professional (?:licen[sc]e|degree|registration)|licen[sc]e|licensure"
)
_ASKED = r"(?:requir\w*|need(?:ed|s)?|necess\w*|essential|ask(?:ed|s)?|expected|prerequisite|condition|called for|demanded|prescribed|must)"

CUES = (
    # --- a qualification in the subject itself -------------------------------------------------------------
    cue(
        "specialised_qualification",
        "required",
        rf"(?:licen[sc]ed|registered|certified|board[- ]certified|chartered) (?:as an? |professional |public |clinical |practical |to practice )*{_FIELD}",
        r"(?:registered|licensed practical) nurse|professional engineer|certified public accountant|\bcpa\b|member(?:ship)? of the (?:state )?bar|admi(?:ssion|tted) to (?:the )?(?:practice|(?:[\w-]+ )?bar)|licen[sc]e to practi[cs]e",
        rf"(?:bachelor|master|doctor|doctorate|advanced|post-?graduate|graduate|baccalaureate|four-year|college|university)(?:['’]?s)?(?: (?:degree|science|arts|of|or higher))* in (?:[\w-]+ (?:or |and )?){{0,3}}?{_FIELD}",
        r"juris doctor|\bj\.?d\.?(?= (?:degree|or|from|is|required)|[,.;]|$)|law degree|degree in law|medical degree|\bm\.?d\.?(?= (?:degree|or|from|is|required))|law school|peace officer certification|law enforcement (?:certification|academy|training)|police officer standards",
        rf"(?:specialised|specialized|technical|professional|subject[- ]matter) (?:[\w-]+ ){{0,3}}?(?:qualification|competence|competency|licen[sc]e|certification|credential|expertise|knowledge of {_FIELD})s? (?:in (?:[\w-]+ ){{1,6}})?(?:is|are) (?:a )?(?:required|necessary|essential|mandatory|needed|indispensable)",
        r"(?:requires?|must (?:have|hold|possess|be)|required|necessary|needs?) (?:an? |the |current |valid )*(?:[\w-]+ ){0,4}?(?:specialised|specialized|technical subject|subject[- ]matter) (?:[\w-]+ ){0,3}?(?:qualification|competence|competency|expertise|degree|licen[sc]e|certification|credential)",
        rf"{_FIELD}(?:['’]s)? (?:licen[sc]e|licensure|certification|registration|degree|board certification)",
        r"(?:<require>|must (?:have|hold|possess|be)|needs?|required:?) (?:[\w'’/&,-]+ ){0,6}?(?<!driver's )(?<!driver’s )(?<!drivers )(?:licen[sc]es?|licensure|licensed|professional registration|board[- ]certifi(?:ed|cation))",
        r"(?<!driver's )(?<!driver’s )(?<!drivers )(?:licen[sc]es?|licensure) (?:[\w'’/&,-]+ ){0,6}?(?:is|are) (?:required|needed|necessary|mandatory|essential)",
        rf"doctor of (?:{_FIELD}|[\w-]+ medicine)|(?:bachelor|master|doctor) of (?:[\w-]+ ){{0,2}}{_FIELD}",
        r"(?:degree|doctorate|bachelor's|master's|bachelor’s|master’s) in (?!(?:an? |any |the )?(?:related|relevant|appropriate|public|business|management|administration|any|field|human resource))[\w'’/&, -]{3,50}? (?:is|are) (?:required|necessary|mandatory|essential)",
        where=("asked",),
        anyone=True,
    ),
    cue(
        "specialised_qualification",
        "required",
        r"(?:incumbent|position|employee) (?:must|is required to|shall|has to) (?:be|hold|have|possess|maintain) (?:an? )?(?:current |valid |active )?(?:[\w'’/&-]+ ){0,5}?(?:licen[sc]e|licensed|licensure|registration|registered|certified|certification|board[- ]certified|admitted)(?! driver)",
        r"(?:specialised|specialized|technical|functional|subject[- ]matter) (?:subject[- ]matter |[\w-]+ ){0,3}?(?:qualification|competence|competency|expertise|credentials?) (?:in (?:[\w-]+ ){1,6})?(?:is|are) (?:a )?(?:required|necessary|essential|mandatory|needed|indispensable|prerequisite)",
        needs="licen|regist|certif|admitted|special|technical|functional|subject",
        anyone=True,
    ),
    cue(
        "specialised_qualification",
        "not_required",
        r"no (?:specialised|specialized|particular|specific|technical|professional|subject|special|occupational|licen[sc]e|other|degree|subject-matter)(?:[\w'’/, -]{0,60}?) (?:is |are )?(?:required|needed|necessary|asked|demanded|called for|prescribed)",
        r"(?:specialised|specialized|technical|subject[- ]matter|functional) (?:[\w'’/&, -]{0,50}?) (?:is|are) (?:not|neither) (?:an? )?(?:required|requirement|needed|necessary|essential|asked|prerequisite|condition|expected)",
        r"(?:(?:does|do|need) not|(?:does|do|need)n['’]t) (?:require|need|call for|ask for|demand|depend on) (?:[\w'’/&, -]{0,40}?)(?:specialised|specialized|technical|subject|licen[sc]e|professional|degree|functional)",
        r"(?:management|managerial|program|administrative)(?: and [\w-]+)? (?:knowledge|experience|skills?|ability)(?:[\w'’/&, -]{0,40}?) (?:rather than|not|instead of|and not|is what matters|counts more)",
        r"any (?:field|discipline|subject|major)",
        rf"(?:{_NONE}) (?:[\w'’/,-]+ ){{0,8}}?(?:{_SUBJECT})(?:[\w'’/&, -]{{0,60}}?){_ASKED}",
        rf"(?:{_NONE}) (?:[\w'’/,-]+ ){{0,4}}?{_ASKED} (?:[\w'’/,-]+ ){{0,8}}?(?:{_SUBJECT})",
        rf"(?:{_SUBJECT})(?:[\w'’/&, -]{{0,60}}?) (?:(?:is|are|was|were)(?: not|n['’]t)|not|never) (?:[\w-]+ ){{0,3}}?{_ASKED}",
        needs="no |not|n't|n’t|neither|rather|instead|any |matters|more",
        where=("asked", "work"),
        anyone=True,
    ),
    cue(
        "specialised_qualification",
        "not_required",
        r"experience (?:in|of) (?:planning,? |organizing,? |organising,? |directing,? |managing,? |supervising,? |administering,? |leading,? |coordinating,? |and |or |in |a |the ){2,}[\w-]+",
        r"(?:management|managerial|supervisory|administrative|leadership|program management) experience",
        r"experience (?:in |of |with )?(?:[\w-]+ ){0,2}?(?:management|managing|directing|leading|program administration|administration|administering|running)",
        r"(?:degree|bachelor|master)[\w'’ ]{0,20} in (?:public|business) administration",
        where=("asked",),
        soft=True,
        anyone=True,
    ),
    # --- depth of expertise --------------------------------------------------------------------------------
    cue(
        "expertise.level",
        "specialised",
        r"subject[- ]matter (?:expert|specialist|expertise)",
        r"(?:technical|professional|subject|program|policy|specialised|specialized|legal|fiscal|financial|scientific|resident|recognized|recognised) (?:expert|expertise|authority|specialist|knowledge)",
        r"(?:expert|expertise) (?:on|in|for|to|about)",
        needs="expert|special|authority|knowledge",
        where=("work", "asked"),
        anyone=True,
    ),
    cue(
        "expertise.level",
        "highly_specialised",
        r"highly (?:specialised|specialized|technical|scientific)",
        r"complex,? (?:and )?significant (?:[\w-]+ ){0,2}?(?:issues|matters|questions)",
        r"(?:significant|complex|difficult),? (?:and )?(?:complex |sensitive |technical |legal |scientific |policy )+(?:issues|matters|questions)",
        r"juris doctor|law degree|degree in law|advanced degree|\bj\.d\.|master['’]?s degree|admitted to (?:the )?[\w ]{0,20}bar|substantial experience|(?:eight|nine|ten|twelve|fifteen)(?: or more)? years",
        needs="highly|significant|complex|difficult|juris|law|advanced|j.d|master|admitted|substantial|years",
        where=("work", "asked"),
        anyone=True,
    ),
    cue(
        "expertise.level",
        "deep",
        r"deep(?:est)? (?:[\w-]+ ){0,2}?(?:expertise|knowledge|understanding)",
        r"ph\.?\s?d\.?|doctorate|doctoral (?:degree|education)|post-?\s?graduate|post-?\s?doctoral",
        r"(?:state['’]s|state’s|chief|principal|foremost|leading|recognized|recognised|nationally (?:recognized|known)|highest|final|sole|top) (?:[\w-]+ ){0,3}?(?:expert|authority|scientific adviser|scientific advisor|economist)(?! (?:to|over|on|for) (?:sign|approve|spend))",
        needs="deep|ph|doctor|post|state|chief|principal|foremost|leading|recogni|nationally|highest|final|sole|top",
        where=("work", "asked"),
        anyone=True,
    ),
    # --- advice: to whom -----------------------------------------------------------------------------------
    cue(
        "advice.audience",
        "management",
        rf"{_ADVISE} (?:to )?(?:[\w'’/&,-]+ ){{0,8}}?(?:management|managers|director|directors|commissioner|secretary|leadership|executives?|division|bureau|bureaus|staff|agency|department|deputy)",
        needs="advi|counsel|consult|brief|guidance|expertise|opinion|recommend",
    ),
    cue(
        "advice.audience",
        "management",
        r"(?:advis[eo]r|consultant|counsel|counselor|expert) to (?:the |its |all |senior |agency |department |executive )*(?:[\w'’-]+ ){0,2}?(?:management|managers|directors?|commissioner|secretary|leadership|executives?|bureaus|divisions|staff|superintendent)",
        r"(?:giv(?:e|es|ing)|provid(?:e|es|ing)|offer(?:s|ing)?|furnish(?:es|ing)?) (?:the |senior |agency |department |executive |its |our )*(?:management|managers|directors?|commissioner|secretary|leadership|executives?|bureaus|divisions|staff|agency|department|superintendent) (?:with )?(?:[\w'’/&,-]+ ){0,6}?(?:advice|counsel|consultation|expertise|opinions?|guidance)",
        needs="advi|counsel|consult|expert|opinion|guidance",
    ),
    cue(
        "advice.audience",
        "state",
        rf"{_ADVISE} (?:to )?(?:[\w'’/&,-]+ ){{0,14}}?(?:governor|legislature|legislators|legislative (?:committees?|leaders\w*)|general assembly|other (?:state )?(?:agencies|departments)|cabinet)",
        r"(?:advis[eo]r|consultant|counsel|expert) (?:to|for) (?:the |state |its )*(?:[\w'’-]+ ){0,2}?(?:governor|legislature|general assembly|cabinet|other (?:state )?agencies)",
        r"(?:governor|legislature|general assembly|other agencies)(?:['’]s (?:office|staff))?(?: [\w'’/&,-]+){0,5}? (?:rel(?:y|ies) on|seeks?|turns? to|calls? on|consults?) (?:the )?(?:incumbent|position|advice|him|her)",
        needs="governor|legislat|general assembly|other|cabinet",
        anyone=False,
    ),
    # --- the role that the work has: to advise, to implement, to direct -------------------------------------
    cue(
        "role.cue",
        "advises",
        rf"{_ADVISE}",
        r"(?:serv(?:es|ing)|acts?|acting|functions?) as (?:an? |the )?(?:[\w'’/&-]+ ){0,5}?(?:advis[eo]r|expert|consultant|specialist|authority|counsel|economist|adviser|resource person)",
        r"subject[- ]matter expert(?:ise)?",
        r"(?:is|are|am|be|being|serves|acts|works) (?:as )?(?:an? |the |its )?(?:[\w'’-]+ ){0,5}?(?:advis[eo]r|consultant|counsel|subject matter expert) (?:to|for|on)",
        r"expert (?:advice|testimony|opinion|analysis)",
        r"<analyze|analyse|research|evaluate|assess|interpret|forecast> (?:and <analyze|analyse|research|evaluate|assess|interpret> )?(?:[\w'’/&,-]+ ){0,6}?(?:legislation|legislative proposals|bills|statutes|policy|policies|policy proposals|policy issues|revenue|impacts?)",
        needs="advi|counsel|consult|brief|guidance|expert|opinion|recommend|specialist|authority|economist|resource|analy|research|evaluat|assess|study|studies|interpret|forecast",
    ),
    cue(
        "role.cue",
        "implements",
        r"<manage|administer|oversee|supervise|direct|run|operate> ~6 (?:operations?|programs?|functions?|services|units?|sections?|divisions?|offices?|bureaus?|staff|employees|activities|facilit(?:y|ies)|teams?|personnel|managers|supervisors|institutions?|regions?|departments?|workforce|resources|agency)",
        r"<plan|organize|organise|direct|control|manage|oversee|supervise>(?:,| and|, and)+ ?<organize|organise|direct|control|manage|oversee|supervise|coordinate>",
        r"<implement> ~6 (?:polic(?:y|ies)|programs?|initiatives|procedures)",
        r"(?:management|administration|supervision|direction|oversight) of (?:[\w'’/&-]+ ){0,6}?(?:operations|programs?|functions?|staff|division|bureau|services|unit|section|office)",
        r"daily (?:program )?(?:administration|management)",
        r"(?:responsible|accountable) for (?:the )?(?:day-to-day |daily |overall )?(?:operations?|running|work|functioning) of (?:[\w'’/&-]+ ){0,6}?(?:operations|divisions?|bureaus?|offices?|sections?|units?|facilit(?:y|ies)|programs?)",
        r"<hire|evaluate|discipline|assign|allocate|authorize|approve> ~5 (?:staff|employees|work|budgets?|expenditures|resources|funds|managers|transactions)",
        needs="manag|admin|overse|superv|direct|run|responsib|accountab|operat|plan|organi|control|implement|daily|hir|evaluat|disciplin|assign|alloc|authoriz|approv",
    ),
    cue(
        "role.cue",
        "directs",
        r"<direct|head|lead|control|govern> (?:and <control|direct|lead|manage> )?(?:[\w'’/&,-]+ ){0,4}?(?:work|operations?|activities|affairs|programs(?: and activities)?|administration) of (?:the |an |all |a )?(?:[\w'’/&-]+ ){0,4}?(?:agency|department|bureau|division|institution|administration|major (?:agency )?subdivision)",
        r"<direct|head|lead|control|run> (?:and <control|direct|lead|manage> )?(?:the |an? |all |its )(?:entire |whole |major )?(?:[\w'’/&-]+ ){0,4}?(?:agency|department|bureau|division|institution|major (?:agency )?subdivision|bureaus|divisions)(?! (?:staff|manager|meeting|policy|policies|project|team|initiative|unit|office|wide))",
        r"(?:authority|control|direction|command|leadership)(?: and (?:authority|control|direction|leadership))? (?:over|of|for|to) (?:the )?(?:[\w'’/&,-]+ ){0,6}?(?:resources|agency|bureau|bureaus|division|department|multiple (?:[\w'’-]+ ){0,2}?programs|all programs)",
        r"(?:head|chief executive|executive head) of (?:the |an? )?(?:[\w'’/&-]+ ){0,4}?(?:agency|bureau|division|department|institution)",
        needs="direct|head|lead|control|govern|run|authority|command|chief",
    ),
)
