package curbstop.app.cover

import curbstop.PhoneException
import curbstop.app.App
import curbstop.app.Holder
import curbstop.app.Place
import curbstop.app.said
import kotlinx.coroutines.CoroutineScope

/** How far around the phone covers are listed, in metres. */
private const val NEAR_RADIUS_M = 150.0

/** Covers near me, unsafe ones, and those to be seen again (3.2.4). */
class CoversHolder(app: App, scope: CoroutineScope) : Holder<CoversScreen, CoversAction>(CoversScreen(), scope) {
    private val phone = app.phone
    private val host = app.host
    private val navigator = app.navigator

    override fun refresh() {
        read {
            val today = phone.today()
            val unsafe = today.coversNotSound.map {
                coverRow(it)
            }.sortedWith(compareBy(nullsLast()) { it.clock?.urgency })
            show(
                now.copy(
                    unsafe = unsafe,
                    due = today.coversDue.map {
                        coverRow(it)
                    },
                    dueCount = today.coversDueCount.toLong(),
                ),
            )
        }
    }

    override fun on(action: CoversAction) {
        when (action) {
            is CoversAction.Choose -> choose(action.list)
            CoversAction.Locate -> locate()
            is CoversAction.Code -> show(now.copy(code = action.text, unknownCode = null))
            CoversAction.OpenCode -> open(now.code)
            CoversAction.Scan -> ask { host.scan()?.let { open(it) } }
            is CoversAction.Open -> navigator.open(Place.Cover(action.cover))
        }
    }

    private fun choose(list: CoverList) {
        show(now.copy(list = list))
        if (list == CoverList.NEAR && now.near == Near.NotAsked) locate()
    }

    private fun locate() {
        if (now.near == Near.Asking) return
        show(now.copy(near = Near.Asking))
        ask { show(now.copy(near = near())) }.invokeOnCompletion {
            if (now.near ==
                Near.Asking
            ) {
                show(now.copy(near = Near.NoPosition))
            }
        }
    }

    private suspend fun near(): Near {
        val fix = host.position() ?: return Near.NoPosition
        val found = phone.coversNear(fix.position, NEAR_RADIUS_M)
        return Near.Found(
            said("app.covers.accuracy", "metres" to fix.accuracyM.toInt()),
            found.map {
                coverRow(it.cover, it.distanceM)
            },
        )
    }

    private fun open(code: String) {
        val cover = code.trim().ifEmpty { return }
        ask {
            try {
                navigator.open(Place.Cover(phone.cover(cover).id))
                show(now.copy(code = "", unknownCode = null))
            } catch (_: PhoneException.NotHere) {
                show(now.copy(unknownCode = said("app.covers.unknown_code", "code" to cover)))
            }
        }
    }
}
