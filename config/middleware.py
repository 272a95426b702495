"""Answers of the API travel light: compressed, and not at all where the program has them already."""

from __future__ import annotations

from compression_middleware.middleware import CompressionMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_cache_control, patch_vary_headers

from config.errors import problem

API = "/api/"


class ApiCompression(CompressionMiddleware):
    """zstd, brotli or gzip. Not the pages: what a person typed beside a token of the site would tell it."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not request.path.startswith(API):
            return response
        answer: HttpResponseBase = super().process_response(request, response)
        return answer


class ApiConditions(ConditionalGetMiddleware):
    """An ETag from the content, and 304 for `If-None-Match`. What is streamed has none."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not request.path.startswith(API):
            return response
        patch_vary_headers(response, ("Authorization",))
        patch_cache_control(response, private=True, no_cache=True)
        if response.status_code != 200:
            return response
        answer = super().process_response(request, response)
        # The framework's own has no content.
        return problem("precondition_failed", instance=request.path) if answer.status_code == 412 else answer
