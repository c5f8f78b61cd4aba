"""Small reports of colleges that do not exist, in the different forms that real ones have."""

from ingest.documents import from_text
from ingest.sections import sections
from ingest.sentences import sentences
from kg.records import Document, Section, Sentence, Task

PARTS = """\
清州水利职业技术学院
中期绩效自评报告

第二部分　学校层面建设任务完成情况

（一）产出情况

任务五：锻造一流双师队伍

　　新增省级教学名师３名，校级骨干教师１７名。聘请清州大坝集团有限公司首席技师

— 7 —
清州水利职业技术学院中期绩效自评报告

6名，双师比例达九成。

任务六：深化校企合作

　　建成产业学院2个。

第三部分　水利工程专业群建设任务完成情况

（一）产出情况

1．人才培养模式改革

　　推行“河长课堂”培养模式。

2．课程与教学资源

　　建成在线课程9门。

（二）贡献度情况

1．服务水利行业

　　为12座水库提供技术服务。

— 8 —
清州水利职业技术学院中期绩效自评报告
"""

MARKDOWN = """\
# 海湾航运职业学院年度建设报告

## 一、学校任务完成情况

### **1\\. 党的建设**

- 建成先锋党支部4个
- 入选省级样板支部1个；

### **2\\. 技术技能人才培养高地**

获国家级奖项3项。

### **3\\. 创新服务平台**

| 平台 | 级别 | 数量 |
|---|---|---|
| 船舶智能运维中心 | 省级 | 1 |

## 二、存在的问题

### **1\\. 师资队伍仍然薄弱**

高水平教师数量不足。

### **2\\. 国际化水平不高**

留学生规模偏小。
"""

WRAPPED = """\
        北原铁道职业技术学院
        第二周期“双高”建设总结报告

目  录

一、基本情况……………………1
二、建设任务完成情况…………2
三、保障措施……………………9

一、基本情况
学校坐落于北原市，开设二十七个专业，在校生一万三千余人，建有
铁道机车、铁道供电等实训场所。
二、建设任务完成情况
建设任务1：深化铁道特色的专业动态调整与
数字化改造
学校撤销专业3个，新设专业5个，完成铁道信号自动控制等专业的数
字化改造，建成虚拟仿真实训室6个，其中省级2个，支撑了沿线企业
的人才需求。
建设任务2：建强面向一线的工匠之师队伍
全校教师下企业锻炼累计达一千人日，1名教师获评全国铁路劳动模
范，2人获省级技术能手。（1）健全机制。（2）搭建平台。
三、保障措施
（一）组织保障
成立领导小组。
（二）制度保障
出台办法。
"""

TWO_GROUPS = """\
**一、学校层面建设任务**

**（一）加强党的建设**
党建工作室建成。

**（三）打造技术技能人才培养高地**
竞赛成绩突出。

**（三）打造技术技能创新服务平台**
平台运行良好。

**（四）打造高水平专业群**
群内专业协同。

**二、专业群层面建设任务**

**（一）茶叶生产与加工技术专业群**

**1、人才培养模式创新**
茶企学徒86名。

**2、教材与教法改革**
开发活页教材5部。

**（二）旅游管理专业群**

**1、人才培养模式创新**
景区学徒41名。

**2、教材与教法改革**
开发活页教材2部。

**三、下一步打算**

**（一）人才培养模式创新**
继续推进。

**（二）教材与教法改革**
继续深化。
"""

UNNUMBERED = """\
学校任务完成情况

1. 加强党的建设
组织建设有力。

打造技术技能人才培养高地
学生全面发展。

3. 打造技术技能创新服务平台
平台效能显现。

4. 打造高水平专业群
专业布局优化。
"""

NO_TASKS = """\
南屏艺术职业学院工作总结

一年来，学校获省级奖项4项。教师出版教材2部，与南屏文旅集团有限公司共建工作室1个。
"""


def document(text: str) -> Document:
    """The text as a document."""
    return from_text(text, name="report.txt")


def outline(text: str) -> list[Section]:
    """The sections of the text."""
    return list(sections(document(text))[0])


def told(text: str) -> list[Sentence]:
    """The sentences of the text."""
    whole = document(text)
    return list(sentences(whole, sections(whole)[0]))


def tasks(text: str) -> list[Task]:
    """The tasks that headings of the text open."""
    return [section.opens for section in outline(text) if section.opens]
