"""One company under several names: in full, in short as the report says, in short as people shorten names."""

from ingest.aliases import aliases
from ingest.documents import from_text
from ingest.pipeline import read_text
from ingest.resolve import entities
from kg.statements import claims, owner
from kg.vocabulary import Type

HEAD = "某某职业技术学院自评报告\n\n一、总体情况\n\n三年来，学校各项工作平稳推进，师生精神面貌持续向好。"


def companies(text: str) -> list[set[str]]:
    """The companies that a report names, each with all its names."""
    report = read_text(HEAD + text, name="r.txt")
    found = entities(claims(report, "r"), institution=owner(report.document, "r"))
    named = [one for one in found if one.type is Type.ENTERPRISE]
    return sorted(({claim.record.anchor for claim in one.claims} for one in named), key=lambda names: sorted(names))


def test_a_short_name_that_the_report_declares_is_the_company() -> None:
    text = (
        "与海右澄澜精密制造股份有限公司（以下简称“海右精造”）共建产业学院。海右精造捐赠设备价值120万元。"
        "与海右岚山物流有限公司签约。"
    )
    assert companies(text) == [{"海右岚山物流有限公司"}, {"海右精造", "海右澄澜精密制造股份有限公司"}]


def test_a_name_is_shortened_to_its_stem_and_characters_of_the_rest() -> None:
    text = "与茂名荔乡农业科技有限公司、桐乡化工集团签约。荔乡农科、桐乡化工集团、白泽水产三家捐赠设备56万元。"
    assert {"荔乡农科", "茂名荔乡农业科技有限公司"} in companies(text)
    assert {"桐乡化工集团"} in companies(text)


def test_of_a_name_with_its_place_in_brackets_the_trade_name_is_the_company() -> None:
    text = "与徽澜购（安徽）电子商务有限公司签约，跟徽澜购公司共建直播学院。和徽澜购一起编教材9本。"
    assert companies(text) == [{"徽澜购", "徽澜购公司", "徽澜购（安徽）电子商务有限公司"}]


def test_a_stem_that_two_companies_share_shortens_neither() -> None:
    text = "与澄澜电气有限公司、澄澜电子科技有限公司签约。澄澜电捐赠设备3台。"
    assert all(len(names) == 1 for names in companies(text))


def test_nothing_is_shortened_from_a_word_of_the_language() -> None:
    document = from_text("与绿色农业科技有限公司签约。推进绿色农科发展。", name="r.txt", encoding="utf-8")
    assert aliases(document.text) == ()


def test_a_name_without_the_form_of_the_company_is_the_company() -> None:
    text = "与云锦坊织造有限公司签约。专利3件转让给云锦坊织造，又与云锦坊织造有限公司共建基地。"
    assert companies(text) == [{"云锦坊织造", "云锦坊织造有限公司"}]


def test_a_short_name_that_the_report_declares_is_the_company_in_whatever_it_does() -> None:
    text = (
        "与海右澄澜精密制造股份有限公司（简称海右精造）合力兴建研究中心。尝到甜头的海右精造投桃报李。"
        "教师在海右精造一待就是一年。海右精造的成品仓库成了课堂。海右精造随后追加投资。学校设立海右精造奖学金。"
    )
    found = [one.anchor for one in read_text(HEAD + text, name="r.txt").records if one.type is Type.ENTERPRISE]
    assert found == ["海右澄澜精密制造股份有限公司", *["海右精造"] * 4]


def test_a_name_that_begins_with_a_place_is_shortened_by_leaving_characters_out() -> None:
    text = "濒临停产的长河精密铸造有限公司来校求助。专利卖给沈北航修有限责任公司。推进长河精密产业发展。"
    assert {"长河精铸", "沈北航修"} & {name for name, _ in aliases(text + "教师到长河精铸、沈北航修跟岗。")} == {
        "长河精铸",
        "沈北航修",
    }
    assert "长河精密" not in {name for name, _ in aliases(text)}
