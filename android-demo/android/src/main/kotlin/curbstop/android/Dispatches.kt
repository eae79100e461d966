package curbstop.android

import android.annotation.SuppressLint
import android.app.PendingIntent
import android.app.PendingIntent.FLAG_IMMUTABLE
import android.app.PendingIntent.FLAG_UPDATE_CURRENT
import android.content.Context
import android.content.Intent
import androidx.core.app.NotificationChannelCompat
import androidx.core.app.NotificationCompat
import androidx.core.app.NotificationManagerCompat
import curbstop.OrderCard
import curbstop.PhoneInterface
import curbstop.PhoneObserver
import curbstop.SubjectKind
import curbstop.SyncState
import curbstop.app.SettingsKept
import curbstop.app.Words
import curbstop.app.background.NewOrders
import curbstop.app.lang
import curbstop.app.said
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch
import java.util.Locale

/** Tells the worker of orders that came, also while the app is shut. Opening one acknowledges it. */
class Dispatches(private val context: CurbstopApplication, phone: PhoneInterface, private val scope: CoroutineScope) :
    PhoneObserver {
    private val orders = NewOrders(phone)
    private val notices = NotificationManagerCompat.from(context)

    override fun onWorkChanged(kinds: List<SubjectKind>) {
        if (SubjectKind.ORDER in kinds) scope.launch { tell() }
    }

    override fun onSyncState(state: SyncState) = Unit

    /** Shows what came, and takes away what needs no telling any more. */
    suspend fun tell() {
        val change = orders.change()
        change.gone.forEach { notices.cancel(it, ID) }
        if (notices.areNotificationsEnabled()) change.come.forEach(::show)
    }

    @SuppressLint("MissingPermission") // asked for by the caller
    private fun show(order: OrderCard) {
        val words = Words(SettingsKept(context.host.preferences).now.value.language.lang(Locale.getDefault().language))
        val channel = NotificationChannelCompat.Builder(CHANNEL, NotificationManagerCompat.IMPORTANCE_HIGH)
        notices.createNotificationChannel(channel.setName(words.say(said("app.notice.orders"))).build())
        val notice = NotificationCompat.Builder(context, CHANNEL)
            .setSmallIcon(R.drawable.mark)
            .setContentTitle(words.say(said("app.notice.new_order")))
            .setContentText("${order.address} ${order.summary}")
            .setContentIntent(opening(order.id))
            .setAutoCancel(true)
        notices.notify(order.id, ID, notice.build())
    }

    private fun opening(order: String): PendingIntent {
        val open = Intent(context, MainActivity::class.java).setAction(order).putExtra(ORDER, order)
        return PendingIntent.getActivity(context, 0, open, FLAG_IMMUTABLE or FLAG_UPDATE_CURRENT)
    }

    companion object {
        /** Names the order in the intent that opens it. */
        const val ORDER = "order"

        private const val CHANNEL = "orders"

        /** Orders are told apart by their tags. */
        private const val ID = 1
    }
}
