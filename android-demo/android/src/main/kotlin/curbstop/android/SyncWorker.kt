package curbstop.android

import android.content.Context
import androidx.work.BackoffPolicy
import androidx.work.Constraints
import androidx.work.CoroutineWorker
import androidx.work.ExistingPeriodicWorkPolicy
import androidx.work.ExistingWorkPolicy
import androidx.work.NetworkType
import androidx.work.OneTimeWorkRequestBuilder
import androidx.work.PeriodicWorkRequestBuilder
import androidx.work.WorkManager
import androidx.work.WorkRequest
import androidx.work.WorkerParameters
import curbstop.app.background.round
import java.time.Duration

/** Hands in what is saved and fetches what is new while nobody looks, in the slot that the system gives. */
class SyncWorker(context: Context, parameters: WorkerParameters) : CoroutineWorker(context, parameters) {
    override suspend fun doWork(): Result {
        val app = applicationContext as CurbstopApplication
        return if (round(app::phone, app.host.network.value, SLOT)) Result.success() else Result.retry()
    }

    companion object {
        /** The name of the sync that comes round. */
        const val ROUND = "sync.round"

        /** The name of the sync that is wanted soon. */
        const val SOON = "sync.soon"

        private val SLOT = Duration.ofMinutes(3) // Android gives ten at most
        private val EVERY = Duration.ofMinutes(15) // the shortest that Android allows
        private val FIRST_WAIT = Duration.ofSeconds(30)

        /** A sync every quarter of an hour, over restarts of the phone. */
        fun schedule(context: Context) {
            val round = PeriodicWorkRequestBuilder<SyncWorker>(EVERY).patiently().build()
            WorkManager.getInstance(context).enqueueUniquePeriodicWork(ROUND, ExistingPeriodicWorkPolicy.KEEP, round)
        }

        /** A sync as soon as the system lets it: the network came back, or the app was left. */
        fun soon(context: Context) {
            val once = OneTimeWorkRequestBuilder<SyncWorker>().patiently().build()
            WorkManager.getInstance(context).enqueueUniqueWork(SOON, ExistingWorkPolicy.REPLACE, once)
        }

        private fun <B : WorkRequest.Builder<B, *>> B.patiently(): B =
            setConstraints(Constraints.Builder().setRequiredNetworkType(NetworkType.CONNECTED).build())
                .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, FIRST_WAIT)
    }
}
