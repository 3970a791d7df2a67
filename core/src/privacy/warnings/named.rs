//! A name after its label: 姓名：, 联系人： and the like, then a family name with one or two characters behind it.
//!
//! Offices stand there as often as people do. So the run of characters must be as short as a name, begin with a family
//! name, and not end like an office.

use std::ops::Range;

use super::{Letter, is_han, letter_at, stands};

const LABELS: [&str; 12] = [
    "姓名",
    "联系人",
    "负责人",
    "经办人",
    "监护人",
    "当事人",
    "户主",
    "家长",
    "学生",
    "戒毒人员",
    "吸毒人员",
    "人员",
];
/// The most frequent family names but for those that begin everyday words (全, 应, 和), and those of two characters.
pub(super) const FAMILIES: &str = "\
    王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈\
    姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔\
    向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕\
    裴霍涂苗谷翁冉骆蓝游辛靳管柴蒙鲍华喻祁房滕屈饶牟艾尤阳穆卓古吉缪芦麦褚娄窦戚岑卜冷晏米柏宗瞿桂佟臧闵\
    苟邬卞姬仇栾隋刁沙荣巫寇桑郎甄丛仲虞敖巩明佘麻苑迟邝";
const DOUBLE: [&str; 8] = ["欧阳", "上官", "司马", "诸葛", "司徒", "令狐", "皇甫", "尉迟"];
/// How names of offices and places end.
const OFFICES: &str = "办局所校院站会队委部厅处科组镇乡村街室厂店司行社区县市省州旗园班级员岗";

/// The letters of a name whose label begins at a place.
pub(super) fn at(letters: &[Letter], start: usize) -> Option<Range<usize>> {
    let label = LABELS.iter().find(|label| stands(letters, start, label))?;
    let mut place = start + label.chars().count();
    letter_at(letters, place).filter(|letter| matches!(letter, ':' | '：'))?;
    place += 1;
    while letter_at(letters, place).is_some_and(char::is_whitespace) {
        place += 1;
    }
    let run: String = (place..place + 5)
        .map_while(|place| letter_at(letters, place))
        .take_while(|letter| is_han(*letter))
        .collect();
    let length = run.chars().count();
    let double = DOUBLE.iter().any(|family| run.starts_with(family));
    let longest = if double { 4 } else { 3 };
    let is_family = double || run.chars().next().is_some_and(|letter| FAMILIES.contains(letter));
    let is_office = run.chars().last().is_some_and(|letter| OFFICES.contains(letter));
    let is_name = is_family && (2..=longest).contains(&length) && !is_office;
    is_name.then_some(place..place + length)
}

#[cfg(test)]
mod tests {
    use super::super::letters;
    use super::*;

    #[test]
    fn a_name_after_its_label_is_found_and_an_office_is_none() {
        let found = |text: &str| at(&letters(text), 0).is_some();
        for text in ["姓名：王小明", "联系人: 李华", "负责人：欧阳明月，主任", "家长：张 "] {
            assert_eq!(found(text), !text.ends_with("张 "), "{text}");
        }
        for text in [
            "联系人：安监局",
            "联系人：金山区禁毒办",
            "负责人王小明",
            "姓名：",
            "联系人：无",
            "家长：全部到会",
        ] {
            assert!(!found(text), "{text}");
        }
    }
}
