//! The hub's storage keeps every law of a storage, plain and with its file encrypted. Another one is added here as one line.
#![allow(clippy::unwrap_used, reason = "the whole file is a test")]

use std::path::Path;

use crosscheck_core::store::Key;
use crosscheck_hub::serve::storage::Storage;
use crosscheck_tests::conformance::FILE;

fn plain(folder: &Path) -> Storage {
    Storage::open(&folder.join(FILE), None).unwrap()
}

fn encrypted(folder: &Path) -> Storage {
    Storage::open(&folder.join(FILE), Some(Key::new([7; 32]))).unwrap()
}

macro_rules! tests {
    ($($part:ident::$law:ident),+ $(,)?) => {
        mod plain {
            $(#[test] fn $law() { crosscheck_tests::conformance::$part::$law(super::plain); })+
        }
        mod encrypted {
            $(#[test] fn $law() { crosscheck_tests::conformance::$part::$law(super::encrypted); })+
        }
    };
}

tests!(
    order::places_are_dense_over_the_hub_and_numbers_in_each_stream,
    order::what_is_brought_again_keeps_its_place_in_any_order,
    order::what_follows_a_gap_is_kept_and_the_gap_is_named,
    order::both_branches_of_a_fork_are_kept,
    order::a_reader_that_asks_for_little_reads_everything_once,
    order::a_reader_of_an_earlier_epoch_goes_on_from_where_the_next_began,
    files::a_text_is_lacking_until_it_comes,
    files::a_redacted_text_is_gone_for_good_and_its_place_stays,
    files::a_blob_is_wanted_where_an_op_names_it_then_whole_then_redacted,
    rights::a_scope_is_told_of_its_streams_as_if_there_were_no_others,
    rights::a_token_is_its_writers_and_only_the_oldest_of_one_writer_go,
    rights::an_invitation_is_one_phones_however_many_show_it_at_once,
    rights::a_named_value_is_taken_by_one_alone,
    rights::what_is_known_of_a_phone_is_what_was_noted_last,
    disk::an_answer_means_that_it_lies_there,
    disk::a_full_disk_takes_nothing_and_goes_on_when_there_is_room,
    disk::many_at_once_get_a_place_each_and_no_reader_sees_a_gap,
    disk::a_backup_under_writes_is_a_beginning_of_what_was_written,
    disk::what_is_backed_up_counts_until_an_epoch_begins,
    disk::opened_again_it_is_what_it_was,
);
