package curbstop.app

import curbstop.PhoneInterface
import curbstop.PhoneObserver
import curbstop.SubjectKind
import curbstop.SyncState
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.conflate

/** Tells whenever the phone's work changed or a sync came or went; many changes at once are one. */
fun changes(phone: PhoneInterface): Flow<Unit> = callbackFlow {
    val subscription = phone.subscribe(
        object : PhoneObserver {
            override fun onWorkChanged(kinds: List<SubjectKind>) {
                trySend(Unit)
            }

            override fun onSyncState(state: SyncState) {
                trySend(Unit)
            }
        },
    )
    awaitClose { subscription.close() }
}.conflate()
