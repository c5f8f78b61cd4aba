"""Each construction of such reports, on sentences of colleges that do not exist."""

import pytest

from ingest.records import records
from kg.records import Document, Sentence
from tests.ingest.reading import read, say, told

DISTRIBUTION = [
    (
        "新增国家级、省级、校级课程思政示范课程各2门、7门和31门。",
        [
            "Resource national 2 门 课程思政示范课程",
            "Resource provincial 7 门 课程思政示范课程",
            "Resource school 31 门 课程思政示范课程",
        ],
    ),
    (
        "获批省级、市级技能大师工作室各3个。",
        ["Platform provincial 3 个 技能大师工作室", "Platform municipal 3 个 技能大师工作室"],
    ),
    (
        "学生获全省职业院校技能大赛一、二等奖各5项。",
        [
            "Award provincial 5 项 全省职业院校技能大赛一、二等奖 一等奖",
            "Award provincial 5 项 全省职业院校技能大赛一、二等奖 二等奖",
        ],
    ),
    (
        "建成虚拟仿真实训基地、名师工作室、教学资源库各1个。",
        ["Platform - 1 个 虚拟仿真实训基地", "Platform - 1 个 名师工作室", "Resource - 1 个 教学资源库"],
    ),
    (
        "国家级、省级教学创新团队分别达到2个、9个。",
        ["Team national 2 个 教学创新团队", "Team provincial 9 个 教学创新团队"],
    ),
    (
        "建成4门省级、15门校级精品在线开放课程。",
        ["Resource school 15 门 校级精品在线开放课程", "Resource provincial 4 门 精品在线开放课程"],
    ),
]

ELLIPSIS = [
    ("获国家级课题3项，省级27项。", ["Project national 3 项 国家级课题", "Project provincial 27 项 课题"]),
    ("学生竞赛获国家奖6项、省奖58项。", ["Award national 6 项 国家奖", "Award provincial 58 项 省奖"]),
    (
        "立项省级教改项目18项，结题11项。",
        ["Project provincial 18 项 省级教改项目", "Project - 11 项 教改项目"],
    ),
    (
        "建成精品在线开放课程40门，获评国家级2门、省级13门。",
        [
            "Resource - 40 门 精品在线开放课程",
            "Resource national 2 门 精品在线开放课程",
            "Resource provincial 13 门 精品在线开放课程",
        ],
    ),
    (
        "培育国家级产教融合型企业2家，省级16家。",
        ["Enterprise national 2 家 国家级产教融合型企业", "Enterprise provincial 16 家 产教融合型企业"],
    ),
    (
        "获批国家级教学资源库1个省级6个。",
        ["Resource national 1 个 国家级教学资源库", "Resource provincial 6 个 教学资源库"],
    ),
    (
        "获教学能力比赛国赛奖2项，省级一等奖7项。",
        ["Award national 2 项 教学能力比赛国赛奖", "Award provincial 7 项 省级一等奖 一等奖"],
    ),
]

PARTS = [
    (
        "三年来省级以上获奖190项，其中国家级42项（一等奖9项）。",
        ["Award provincial 190 项 省级以上获奖", "Award national 42 项 获奖", "Award national 9 项 一等奖 一等奖"],
    ),
    ("授权专利126项（含发明专利17项）。", ["Output - 126 项 专利", "Output - 17 项 发明专利"]),
    (
        "带动31家合作企业入选先进制造试点企业（2家国家级、29家省级）。",
        [
            "Enterprise - 31 家 先进制造试点企业",
            "Enterprise national 2 家 先进制造试点企业",
            "Enterprise provincial 29 家 先进制造试点企业",
        ],
    ),
    ("制定科研管理制度（2套14个办法）。", ["Regulation - 2 套 科研管理制度", "Regulation - 14 个 办法"]),
    ("开展社会培训86期（承接省级国培项目4项）。", ["Event - 86 期 社会培训", "Project provincial 4 项 省级国培项目"]),
    (
        "获省级教学成果奖12项，其中特等奖2项、一等奖4项。",
        [
            "Award provincial 12 项 省级教学成果奖",
            "Award provincial 2 项 特等奖 特等奖",
            "Award provincial 4 项 一等奖 一等奖",
        ],
    ),
]

ORDER = [
    ("5个国家骨干专业通过验收。", ["Specialty national 5 个 国家骨干专业"]),
    ("获批国家骨干专业5个。", ["Specialty national 5 个 国家骨干专业"]),
    ("引进3个职业技能等级标准和资源。", ["Standard - 3 个 职业技能等级标准"]),
    ("158门课程标准通过验收。", ["Standard - 158 门 课程标准"]),
    ("成立 6 个技术服务团队。", ["Team - 6 个 技术服务团队"]),
    ("建成八大专业集群。", ["Specialty - 8 - 专业集群"]),
]

TOTALS = [
    (
        "建成智能焊接技术应用中心、新能源汽车实训基地等4个平台。",
        ["Platform - - - 智能焊接技术应用中心", "Platform - - - 新能源汽车实训基地", "Platform - 4 个 平台"],
    ),
    ("开发焊工、铣工等培训包9个。", ["Resource - 9 个 焊工、铣工等培训包"]),
    ("与华电电力研究所等6家企业签约。", ["Enterprise - - - 华电电力研究所", "Enterprise - 6 家 企业"]),
    (
        "出台《教师培训管理办法》《教学督导条例》等制度15项。",
        ["Regulation - - - 《教师培训管理办法》", "Regulation - - - 《教学督导条例》", "Regulation - 15 项 制度"],
    ),
    ("省级“双师型”名师、骨干教师达27名。", ["Award provincial 27 名 省级“双师型”名师、骨干教师"]),
    ("获批省级工作室、协同创新平台6个。", ["Platform provincial 6 个 省级工作室、协同创新平台"]),
]

CARRIED = [
    (
        "获批省级高水平实训基地3个，高水平专业群4个。",
        ["Platform provincial 3 个 省级高水平实训基地", "Specialty provincial 4 个 高水平专业群"],
    ),
    (
        "获省级思政优秀课例2项、优秀教学视频5项。",
        ["Resource provincial 2 项 省级思政优秀课例", "Resource provincial 5 项 优秀教学视频"],
    ),
    (
        "参与制定国家职业技能标准4个、职业技能等级标准6个。",
        ["Standard national 4 个 国家职业技能标准", "Standard - 6 个 职业技能等级标准"],
    ),
    (
        "承担省级教改课题8项，横向课题45项。",
        ["Project provincial 8 项 省级教改课题", "Project - 45 项 横向课题"],
    ),
    (
        "获省级教学成果一等奖2项，全国优秀指导教师5名、行业领军人才1名。",
        [
            "Award provincial 2 项 省级教学成果一等奖 一等奖",
            "Award national 5 名 全国优秀指导教师",
            "Award - 1 名 行业领军人才",
        ],
    ),
    (
        "获批省级优秀教学团队2个，建成智慧教室30间。",
        ["Team provincial 2 个 省级优秀教学团队", "Platform - 30 间 智慧教室"],
    ),
]

NUMBERS = [
    ("承担技术服务十二项。", ["Metric - 12 项 技术服务"]),
    ("组建科研团队三支。", ["Team - 3 支 科研团队"]),
    ("培训新型职业农民近百人次。", ["Metric - 100 人次 新型职业农民"]),
    ("完善规章制度300余项。", ["Regulation - 300 项 规章制度"]),
    ("技术服务到款额1.2亿元。", ["Metric - 1.2 亿元 技术服务到款额"]),
    ("社会培训量15.6万人日。", ["Metric - 15.6 万人日 社会培训量"]),
    ("为企业创益超3000余万元。", ["Metric - 3000 万元 创益"]),
    ("引进设备1,250台套。", ["Metric - 1250 台套 设备"]),
]

WINNERS = [
    ("15人获全国技术能手。", ["Award national 15 人 全国技术能手"]),
    ("9人获得全国五一劳动奖章。", ["Award national 9 人 全国五一劳动奖章"]),
    ("2个专业获批贯通培养试点专业。", ["Pilot - 2 个 贯通培养试点专业"]),
    ("4个团队被认定为省级优秀教学团队。", ["Team provincial 4 个 省级优秀教学团队"]),
    ("6门课程获评职业教育国家在线精品课程。", ["Resource national 6 门 职业教育国家在线精品课程"]),
    ("5个试点9次被评为优秀省级考核管理中心。", ["Award provincial 9 次 优秀省级考核管理中心"]),
    ("2篇案例入选《江南省职业教育改革案例汇编》。", ["Award - 2 篇 《江南省职业教育改革案例汇编》"]),
    ("4名教师课程入选中国职教网课程资源库。", ["Resource - 4 名 教师课程"]),
]

RANKS = [
    ("在金苹果2023专业群竞争力排名中，模具专业位列全国第五。", ["Award national - - 全国第五 第五"]),
    ("获奖总数居全省首位。", ["Award provincial - - 全省首位 首位"]),
    ("上榜2023中国高职院校科研活力排行榜，位列第41。", ["Award national - - 中国高职院校科研活力排行榜 第41"]),
    ("年度质量报告合规性审核结果为A等。", ["Award - - - 年度质量报告合规性审核结果 A等"]),
    ("毕业生就业率连续四年位居全省前十。", ["Award provincial - - 全省前十 前十"]),
]

PARTIES = [
    ("与宁德时代、海川重工等企业开展合作。", ["Enterprise - - - 宁德时代", "Enterprise - - - 海川重工"]),
    (
        "与江南数控股份有限公司成立产教协同创新中心。",
        ["Enterprise - - - 江南数控股份有限公司", "Platform - - - 产教协同创新中心"],
    ),
    ("3门课程标准被越南职教中心引入教学。", ["Standard - 3 门 课程标准", "Organization - - - 越南职教中心"]),
    ("托管云溪县职教中心。", ["Organization - - - 云溪县职教中心"]),
    ("聘请大国工匠周大海担任产业导师。", ["Person - - - 周大海"]),
    ("毕业生刘志远获全国五一劳动奖章。", ["Person - - - 刘志远", "Award national - - 全国五一劳动奖章"]),
    ("加入海上丝路职教联盟。", ["Organization - - - 海上丝路职教联盟"]),
    ("为省内80家企业开展技术服务260项。", ["Enterprise - 80 家 企业", "Metric - 260 项 技术服务"]),
]

SECOND_PHASE = [
    (
        "获职业教育国家级教学成果奖特等奖1项、一等奖2项。",
        ["Award national 1 项 职业教育国家级教学成果奖特等奖 特等奖", "Award national 2 项 一等奖 一等奖"],
    ),
    (
        "学生在世界职业院校技能大赛总决赛中获金奖3项、银奖5项。",
        ["Award international 3 项 金奖 金奖", "Award international 5 项 银奖 银奖"],
    ),
    (
        "牵头组建全国绿色化工行业产教融合共同体，建成市域产教联合体1个。",
        ["Organization - - - 全国绿色化工行业产教融合共同体", "Organization - 1 个 市域产教联合体"],
    ),
    ("在肯尼亚建成鲁班工坊2个，输出专业教学标准9项。", ["Platform - 2 个 鲁班工坊", "Standard - 9 项 专业教学标准"]),
    ("牵头制定GB/T 40012-2022等国家标准4项。", ["Standard - - - GB/T 40012-2022", "Standard national 4 项 国家标准"]),
    ("专业认证：通过悉尼协议认证专业3个。", ["Specialty - 3 个 悉尼协议认证专业"]),
    (
        "《模具设计》《电工基础》等6部教材入选首批“十四五”职业教育国家规划教材。",
        ["Resource national 6 部 首批“十四五”职业教育国家规划教材"],
    ),
    ("省级精品在线开放课程由9门增加到21门。", ["Resource provincial 21 门 省级精品在线开放课程"]),
    ("横向课题经费突破2000万元。", ["Metric - 2000 万元 横向课题经费"]),
    ("2020年，北洋船舶学院等30余所院校到校交流。", ["Organization - - - 北洋船舶学院", "Organization - 30 所 院校"]),
    ("毕业生30余次被媒体报道。", ["Metric - 30 次 媒体报道"]),
    ("与法国汽车协会（FAA）合作开发培训标准2个。", ["Organization - - - 法国汽车协会", "Standard - 2 个 培训标准"]),
]

MIXED = [
    (
        "建设任务3：学校获批省级现场工程师专项培养计划项目6个，与中车株洲电力机车有限公司等12家企业共建产业学院。",
        [
            "Project provincial 6 个 省级现场工程师专项培养计划项目",
            "Enterprise - - - 中车株洲电力机车有限公司",
            "Enterprise - 12 家 企业",
        ],
    ),
    (
        "近三年，教师发表论文386篇，其中核心期刊102篇，出版教材54部，获授权专利233件（发明专利45件）。",
        [
            "Output - 386 篇 论文",
            "Output - 102 篇 核心期刊",
            "Resource - 54 部 教材",
            "Output - 233 件 专利",
            "Output - 45 件 发明专利",
        ],
    ),
    (
        "现有国家级教学名师1人、省级教学名师8人、省级以上教学团队11个。",
        [
            "Award national 1 人 国家级教学名师",
            "Award provincial 8 人 省级教学名师",
            "Team provincial 11 个 省级以上教学团队",
        ],
    ),
    (
        "获批国家级、省级生产性实训基地各2个，校企共建实训室86间，设备总值达1.8亿元。",
        [
            "Platform national 2 个 生产性实训基地",
            "Platform provincial 2 个 生产性实训基地",
            "Platform - 86 间 实训室",
            "Metric - 1.8 亿元 设备总值",
        ],
    ),
    (
        "学生在2023年全国职业院校技能大赛中获一等奖3项、二等奖5项，在“挑战杯”湖南省大学生创业计划竞赛中获金奖2项。",
        ["Award national 3 项 一等奖 一等奖", "Award national 5 项 二等奖 二等奖", "Award provincial 2 项 金奖 金奖"],
    ),
    (
        "承担国家重点研发计划子课题1项，省重点研发计划项目7项，技术服务合同到账额突破6000万元。",
        [
            "Project national 1 项 国家重点研发计划子课题",
            "Project provincial 7 项 省重点研发计划项目",
            "Metric - 6000 万元 技术服务合同到账额",
        ],
    ),
    (
        "入选教育部首批职业教育示范性虚拟仿真实训基地培育项目。",
        ["Project national - - 教育部首批职业教育示范性虚拟仿真实训基地培育项目"],
    ),
    (
        "学校获“全国职业教育先进单位”“湖北省文明校园”等荣誉称号16项。",
        [
            "Award national - - “全国职业教育先进单位”",
            "Award provincial - - “湖北省文明校园”",
            "Award - 16 项 荣誉称号",
        ],
    ),
    (
        "开设“1+X”证书试点37个，1.2万名学生取得职业技能等级证书，通过率92.5%。",
        ["Pilot - 37 个 “1+X”证书试点", "Metric - 1.2 万名 职业技能等级证书", "Metric - 92.5 % 通过率"],
    ),
    (
        "选聘产业教授15名，引进博士42名，新增省级技术能手9名。",
        ["Metric - 15 名 产业教授", "Metric - 42 名 博士", "Award provincial 9 名 省级技术能手"],
    ),
    (
        "与老挝巴巴萨技术学院合作举办境外办学项目2个，培训海外员工860人次。",
        ["Organization - - - 老挝巴巴萨技术学院", "Project - 2 个 境外办学项目", "Metric - 860 人次 海外员工"],
    ),
    (
        "主办全国机械行业职业教育产教融合高峰论坛，承办省级以上赛事23场次。",
        ["Event national - - 全国机械行业职业教育产教融合高峰论坛", "Event provincial 23 场次 省级以上赛事"],
    ),
    (
        "数字校园建设通过验收，建成智慧教室120间、虚拟仿真实训中心4个、数据中台1个。",
        ["Platform - 120 间 智慧教室", "Platform - 4 个 虚拟仿真实训中心", "Platform - 1 个 数据中台"],
    ),
    (
        "制定《学校“十四五”事业发展规划》，修订各类规章制度96项。",
        ["Regulation - - - 《学校“十四五”事业发展规划》", "Regulation - 96 项 规章制度"],
    ),
    (
        "参与编制国家职业教育专业教学标准5个、行业标准3个，被同行采用课程标准28个。",
        ["Standard national 5 个 国家职业教育专业教学标准", "Standard - 3 个 行业标准", "Standard - 28 个 课程标准"],
    ),
    (
        "刘伟教授领衔的机电一体化教学团队入选第三批国家级职业教育教师教学创新团队。",
        ["Person - - - 刘伟", "Team national - - 第三批国家级职业教育教师教学创新团队"],
    ),
    (
        "开展乡村振兴技能培训150场，惠及农户2.3万户，带动村集体增收420万元。",
        ["Event - 150 场 乡村振兴技能培训", "Metric - 2.3 万户 农户", "Metric - 420 万元 村集体增收"],
    ),
]

NOTHING = [
    "学校计划到2028年建成国家级高水平专业群3个。",
    "学院将建成国家级产业学院3个。",
    "力争获批省级课题20项。",
    "深入推进三教改革。",
    "二是搭建了校企协同育人平台。",
    "构建“五维一体”评价体系。",
    "坚持两个维护，增强四个意识。",
    "四个方面工作有序推进。",
    "融入“1+X”证书标准。",
    "唯一一个以劳模命名的工作室。",
]

ALL = [
    *DISTRIBUTION,
    *ELLIPSIS,
    *PARTS,
    *ORDER,
    *TOTALS,
    *CARRIED,
    *NUMBERS,
    *WINNERS,
    *RANKS,
    *PARTIES,
    *SECOND_PHASE,
    *MIXED,
]


@pytest.mark.parametrize(("text", "expected"), ALL, ids=[text for text, _ in ALL])
def test_a_sentence_gives_its_records(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_only_talked_about_gives_none(text: str) -> None:
    assert told(text) == []


def test_a_name_that_a_page_break_cuts_is_one() -> None:
    (record,) = read("建成5个智能制造应用技\n\n术研究中心。")
    assert (record.anchor, record.count, record.text) == ("智能制造应用技术研究中心", 5, "智能制造应用技\n\n术研究中心")


def test_a_figure_that_a_page_break_cuts_off_its_unit_is_read() -> None:
    (record,) = read("新增省级教学名师12\n\n名。")
    assert (record.count, record.unit) == (12, "名")


def test_ocr_marks_do_not_stand_between_words() -> None:
    assert told("获批**省级 3 项**课题。") == ["Project provincial 3 项 课题"]


def test_a_union_of_levels_says_so() -> None:
    over, plain = read("获省级以上奖项120项。")[0], read("获省级奖项120项。")[0]
    assert over.at_least and over.level == plain.level == "provincial" and not plain.at_least


def test_the_municipal_level_of_a_municipality_is_provincial() -> None:
    text = "获批市级教学名师3名。"
    assert [r.level for r in read(text)] == ["municipal"]
    assert [r.level for r in read(text, institution="重庆江北职业技术学院")] == ["provincial"]


def test_a_place_inside_an_organisation_gives_no_level() -> None:
    assert [r.level for r in read("与湖南省湘江机床有限公司共建实训基地2个。")] == [None, None]


def test_the_year_of_a_thing_is_not_that_of_the_next() -> None:
    first, second = read("获2022年全国职业院校技能大赛一等奖2项、省级教学成果奖3项。")
    assert (first.year, second.year) == (2022, None)


def test_a_deadline_dates_the_whole_sentence() -> None:
    assert [r.year for r in read("截至2023年底，项目总支出9800万元，执行率98.2%。")] == [2023, 2023]


def test_a_range_of_years_is_no_year() -> None:
    assert [r.year for r in read("2021-2023年，发表论文210篇。")] == [None]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("获批省级课题3项。", "granted"),
        ("立项省级精品课程3门。", "granted"),
        ("申报省级课题3项。", "candidate"),
        ("推荐省级教学名师3名。", "candidate"),
        ("获批国家级示范职教集团培育单位。", "granted"),
    ],
)
def test_the_verb_tells_granted_from_candidate(text: str, status: str) -> None:
    assert [r.status for r in read(text)] == [status]


def test_a_platform_named_after_teachers_is_a_platform() -> None:
    assert [(str(r.type), r.subtype) for r in read("获批省级教学名师工作室2个，省级教学名师3名。")] == [
        ("Platform", None),
        ("Award", "TalentTitle"),
    ]


def test_people_who_were_only_hired_are_a_figure() -> None:
    assert [str(r.type) for r in read("聘请企业能工巧匠86名，获评省级教学名师2名。")] == ["Metric", "Award"]


def test_a_page_number_inside_a_sentence_hides_nothing() -> None:
    text = "共建产业学院5个、\n- 12 -\n教师工作站28个。"
    _, second = read(text)
    assert (second.anchor, second.count, text[second.start : second.end]) == ("教师工作站", 28, "教师工作站")


def test_a_short_name_is_a_party_once_the_report_has_introduced_it() -> None:
    text = "与北山重型机械股份有限公司（以下简称“北山重机”）合作。"
    end = len(text)
    text += "专业群与北山重机合作育人，北山重机捐赠的设备总值120万元。"
    document = Document(text, text, "", "", "")
    found = list(records([Sentence(document, 0, end), Sentence(document, end, len(text))]))
    assert [say(record) for record in found] == [
        "Enterprise - - - 北山重型机械股份有限公司",
        "Enterprise - - - 北山重机",
        "Metric - 120 万元 设备总值",
    ]


@pytest.mark.parametrize(
    "text",
    ["学校将在明年新增本科专业3个。", "下一阶段，学院将新建智慧教室60间。", "撤销专业11个。", "废止制度19项。"],
)
def test_what_is_planned_or_given_up_is_no_record(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "推荐3人申报省级教学名师。",
        "1个团队入围国家级教学创新团队候选名单。",
        "推荐2部教材参评国家优秀教材奖。",
    ],
)
def test_what_was_only_put_forward_is_a_candidate(text: str) -> None:
    assert [record.status for record in read(text)] == ["candidate"]


@pytest.mark.parametrize("text", ["高校获评示范校。", "方案入选案例集。", "成果获国家级奖2项。", "由学校牵头。"])
def test_a_word_of_the_language_is_no_person(text: str) -> None:
    assert [record for record in read(text) if record.type == "Person"] == []


def test_what_a_dash_parts_from_the_rest_of_a_rules_name_is_no_thing_of_its_own() -> None:
    assert not told("参与制定省级茶艺名师团队——制茶工艺协作联盟章程。")
    assert told("获批省级茶艺名师团队、国家级乳品教学创新团队——制茶工艺协作联盟章程。") == [
        "Team provincial - - 省级茶艺名师团队"
    ]
    assert told("获批省级茶艺名师团队——制茶工艺教学团队。")[0] == "Team provincial - - 省级茶艺名师团队"
