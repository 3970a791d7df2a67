//! Persons have no place in a pack: no column for them, no question that would collect them, no number of theirs.
//!
//! A checklist asks about offices, schools and figures. These few patterns refuse by name what people add to such
//! lists by habit (a contact's name and mobile); they are no detector for free text.

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

/// Whether a text holds digits like a resident identity number (17 digits and a digit or X) or a mobile number,
/// also in full-width digits or grouped by blanks or hyphens.
pub(crate) fn looks_personal(text: &str) -> bool {
    // A shorter text cannot hold one; most cells end here.
    if text.len() < 11 {
        return false;
    }
    let folded: Vec<char> = text.nfkc().collect();
    let mut rest = folded.as_slice();
    while let Some(start) = rest.iter().position(char::is_ascii_digit) {
        let (groups, length) = groups(&rest[start..]);
        if is_identity(&groups) || is_mobile(&groups) {
            return true;
        }
        rest = &rest[start + length..];
    }
    false
}

/// The digit groups at the start of a text, parted by single blanks or hyphens, and how many characters they span.
fn groups(text: &[char]) -> (Vec<String>, usize) {
    let mut groups = vec![String::new()];
    let mut length = 0;
    for (index, character) in text.iter().enumerate() {
        let digit_follows = text.get(index + 1).is_some_and(char::is_ascii_digit);
        match character {
            '0'..='9' | 'X' | 'x' if character.is_ascii_digit() || !digit_follows => {
                let last = groups.len() - 1;
                groups[last].push(*character);
                length = index + 1;
                if !character.is_ascii_digit() {
                    break;
                }
            }
            ' ' | '-' if digit_follows => groups.push(String::new()),
            _ => break,
        }
    }
    (groups, length.max(1))
}

fn is_identity(groups: &[String]) -> bool {
    let one = groups.iter().any(|group| group.len() == 18);
    let lengths: Vec<usize> = groups.iter().map(String::len).collect();
    one || lengths.windows(3).any(|three| three == [6, 8, 4])
}

fn is_mobile(groups: &[String]) -> bool {
    let begins = |group: &str| group.starts_with('1') && matches!(group.as_bytes().get(1), Some(b'3'..=b'9'));
    let digits = |group: &str, length| group.len() == length && group.bytes().all(|byte| byte.is_ascii_digit());
    let one = groups.iter().any(|group| digits(group, 11) && begins(group));
    let parted = groups
        .windows(3)
        .any(|three| digits(&three[0], 3) && digits(&three[1], 4) && digits(&three[2], 4) && begins(&three[0]));
    one || parted
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

    #[test]
    fn identity_and_mobile_numbers_are_seen_in_every_spelling() {
        for text in [
            "110101199001010010",
            "号码11010119900101001X。",
            "13900000000",
            "电139-0000-0000",
            "１３９００００００００",
            "110101 19900101 001X",
            "86 139 0000 0000",
        ] {
            assert!(looks_personal(text), "{text}");
        }
    }

    #[test]
    fn dates_years_document_numbers_and_hashes_are_no_persons() {
        for text in [
            "2018-12-31",
            "2017-2019",
            "豫禁毒办传〔2017〕44号",
            "12900000000",
            "139000000001",
            "1101011990010100101",
            "659001000000",
            "2018-12-31 2019-12-31",
        ] {
            assert!(!looks_personal(text), "{text}");
        }
    }
}
