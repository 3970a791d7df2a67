// What went wrong, as a screen shows it: the one place where a shell takes the generated exceptions apart.
package org.crosscheck

import org.crosscheck.core.CrosscheckException
import org.crosscheck.ffi.InternalException

/** What a person can do about it. */
enum class FailureKind {
    BAD_INPUT,
    REFUSED,
    CHECK_FAILED,
    NOT_YET,
    NOT_FOUND,
    STORAGE,
    CANCELLED,

    /** The library failed in a way it does not know of. */
    BROKEN,
}

/** What went wrong: a sentence to show, a code that stays the same in every language, and the place, if there is one. */
data class Failure(val kind: FailureKind, val code: String, val sentence: String, val place: String)

/** What went wrong; of what is no exception of the library nothing but its kind is kept. */
fun failureOf(thrown: Throwable): Failure = when (thrown) {
    is CrosscheckException.BadInput -> Failure(FailureKind.BAD_INPUT, thrown.code, thrown.sentence, thrown.place)
    is CrosscheckException.Refused -> Failure(FailureKind.REFUSED, thrown.code, thrown.sentence, thrown.place)
    is CrosscheckException.CheckFailed -> Failure(FailureKind.CHECK_FAILED, thrown.code, thrown.sentence, thrown.place)
    is CrosscheckException.NotYet -> Failure(FailureKind.NOT_YET, thrown.code, thrown.sentence, thrown.place)
    is CrosscheckException.NotFound -> Failure(FailureKind.NOT_FOUND, thrown.code, thrown.sentence, thrown.place)
    is CrosscheckException.Storage -> Failure(FailureKind.STORAGE, thrown.code, thrown.sentence, thrown.place)
    is CrosscheckException.Cancelled -> Failure(FailureKind.CANCELLED, thrown.code, thrown.sentence, thrown.place)
    is InternalException -> Failure(FailureKind.BROKEN, "internal", "", "")
    else -> Failure(FailureKind.BROKEN, thrown.javaClass.simpleName, "", "")
}
