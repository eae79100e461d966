package curbstop.app.background

import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlin.time.Duration.Companion.seconds

/** Clocks are said in minutes: oftener than that, so that none is said late. */
private val TICK = 20.seconds

/** Comes as time passes, while somebody looks. */
val ticks: Flow<Unit> = flow {
    while (true) {
        delay(TICK)
        emit(Unit)
    }
}
