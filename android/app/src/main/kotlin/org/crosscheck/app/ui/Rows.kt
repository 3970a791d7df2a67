package org.crosscheck.app.ui

import android.view.View
import android.view.ViewGroup
import android.widget.BaseAdapter
import android.widget.ListView
import org.crosscheck.app.R

/** The rows of a list: only those in sight are made. */
class Rows<T>(private var rows: List<T>, private val draw: (T) -> View) : BaseAdapter() {
    fun show(newer: List<T>) {
        rows = newer
        notifyDataSetChanged()
    }

    override fun getCount() = rows.size

    override fun getItem(position: Int): Any = rows[position] as Any

    override fun getItemId(position: Int) = position.toLong()

    override fun hasStableIds() = false

    override fun areAllItemsEnabled() = false

    // Rows are not touched as a whole: what is touched in them says what it does.
    override fun isEnabled(position: Int) = false

    override fun getView(position: Int, convertView: View?, parent: ViewGroup): View = draw(rows[position])
}

/** A virtual list with a head that scrolls along, and what stands there when it is empty. */
fun <T> Ui.list(head: View?, rows: Rows<T>): ListView = ListView(context).apply {
    id = R.id.body
    divider = context.getDrawable(R.drawable.line)
    dividerHeight = dimension(R.dimen.hairline)
    setSelector(android.R.color.transparent)
    itemsCanFocus = true
    isVerticalScrollBarEnabled = true
    if (head != null) addHeaderView(head, null, false)
    adapter = rows
}
