"""The client the OpenAI-style example imagines: module-level settings and a Video class that posts JSON."""

import requests

api_base = None
api_key = None


class Video:
    @staticmethod
    def create(**fields):
        return Video._read(requests.post(f"{api_base}/videos", json=fields, headers=Video._headers()))

    @staticmethod
    def retrieve(video_id):
        return Video._read(requests.get(f"{api_base}/videos/{video_id}", headers=Video._headers()))

    @staticmethod
    def _headers():
        return {"Authorization": f"Bearer {api_key}"}

    @staticmethod
    def _read(response):
        response.raise_for_status()
        return response.json()
