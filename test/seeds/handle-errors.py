try:
    response = requests.post(
        "http://localhost:8000/api/v1/videos/generate",
        json={"image": image_url, "duration": 5}
    )
    response.raise_for_status()
    
    task_id = response.json()["task_id"]
    
    # Poll for status
    result = poll_video_status(task_id)
    
    if result['status'] == 'completed':
        video_url = result['result']['result']['video_url']
        print(f"Success: {video_url}")
    elif result['status'] == 'failed':
        error = result.get('error', {})
        if 'content_policy' in error.get('message', '').lower():
            print("Content policy violation - adjust prompt")
        elif error.get('retryable'):
            print("Temporary error - retry")
        else:
            print(f"Permanent error: {error.get('message')}")
            
except requests.exceptions.HTTPError as e:
    print(f"HTTP Error: {e}")
except TimeoutError as e:
    print(f"Timeout: {e}")
