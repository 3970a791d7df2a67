//! Persons have no place in a pack: no column for them, no question that would collect them.
//!
//! A checklist asks about offices, schools and figures. These few words refuse by name what people add to such lists by
//! habit (a contact's name and mobile). The numbers themselves are found by the room `privacy`.

use unicode_normalization::UnicodeNormalization;

/// Words for something that belongs to one person, in Chinese.
const WORDS: [&str; 17] = [
    "姓名",
    "人名",
    "身份证",
    "证件号",
    "护照",
    "电话",
    "手机",
    "联系方式",
    "联系人",
    "微信",
    "住址",
    "家庭地址",
    "户籍地址",
    "出生",
    "生日",
    "人脸",
    "指纹",
];
/// What a question would collect about one person; narrower than the words above, since a question may well be about a
/// hotline (举报电话) or an app (手机客户端).
const ASKED: [&str; 13] = [
    "姓名",
    "身份证号",
    "证件号",
    "手机号",
    "电话号码",
    "联系电话",
    "联系方式",
    "联系人",
    "微信号",
    "住址",
    "户籍地址",
    "出生日期",
    "出生年月",
];
/// Column words in English, wherever they stand in a column's name written together in small letters.
const PARTS: [&str; 11] = [
    "phone",
    "mobile",
    "idcard",
    "idnumber",
    "idno",
    "passport",
    "birth",
    "homeaddress",
    "email",
    "wechat",
    "contact",
];
/// The same in English as a column's whole name.
const WHOLE: [&str; 10] = [
    "name",
    "names",
    "fullname",
    "firstname",
    "lastname",
    "surname",
    "personname",
    "tel",
    "address",
    "dob",
];

/// Whether a column's name asks for something that belongs to one person.
pub(super) fn names_a_person(column: &str) -> bool {
    let plain: String = column.nfkc().filter(|character| character.is_alphanumeric()).collect();
    let plain = plain.to_lowercase();
    WORDS.iter().any(|word| plain.contains(word))
        || PARTS.iter().any(|part| plain.contains(part))
        || WHOLE.contains(&plain.as_str())
}

/// Whether a question to be answered in free words asks for something that belongs to one person.
pub(super) fn asks_for_a_person(question: &str) -> bool {
    ASKED.iter().any(|word| question.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_for_persons_are_known_by_name() {
        for column in [
            "姓名",
            "联系人",
            "被检人姓名",
            "身份证号码",
            "手机号",
            "家庭住址",
            "出生年月",
            "Name",
            "phone",
            "ID Card",
            "id_number",
            "E-mail",
            "ｐｈｏｎｅ",
        ] {
            assert!(names_a_person(column), "{column}");
        }
        for column in [
            "id",
            "topic",
            "note",
            "unit",
            "备注",
            "点位名称",
            "编号",
            "site_name",
            "document_number",
        ] {
            assert!(!names_a_person(column), "{column}");
        }
    }

    #[test]
    fn a_hotline_or_an_app_is_no_question_about_a_person() {
        for question in ["举报电话设立情况", "手机客户端推广情况", "实名登记制度落实情况"] {
            assert!(!asks_for_a_person(question), "{question}");
        }
        for question in ["填写联系人", "在册人员姓名、住址", "负责同志手机号"] {
            assert!(asks_for_a_person(question), "{question}");
        }
    }
}
