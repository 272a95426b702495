"""Pages of the API: a cursor, so that rows neither repeat nor go missing while the record grows."""

from rest_framework.pagination import CursorPagination


class CursorPages(CursorPagination):
    """Up to 1,000 rows a page, in the view's own stable order."""

    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 1000
    cursor_query_description = "上一页答复中 next 所带的游标"
    page_size_query_description = "每页行数，最多 1000"
    invalid_cursor_message = "cursor 不能识别。请使用上一页答复中 next 的地址，不要自行修改。"

    def get_ordering(self, request, queryset, view):  # type: ignore[no-untyped-def]
        return view.ordering
